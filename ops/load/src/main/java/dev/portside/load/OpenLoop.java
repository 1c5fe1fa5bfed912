package dev.portside.load;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Starts tasks when they are due, whatever became of those before, and checks all of them when the last is through.
 *
 * <p>Hazard: a bound on what is under way closes the loop when a server stalls. So a task's first call counts from when the
 * task was due, not from when it got its turn (Tene, "How not to measure latency").
 */
final class OpenLoop {
    private final LoadPlan plan;
    private final Clock clock;
    private final Executor executor;
    private final Progress progress;
    private final Semaphore free;
    private final Measurements measured = new Measurements();
    private final Tally tally = new Tally();

    /** @param executor runs tasks, up to {@link LoadPlan#inFlightMax()} at once */
    OpenLoop(LoadPlan plan, Clock clock, Executor executor, Progress progress) {
        this.plan = plan;
        this.clock = clock;
        this.executor = executor;
        this.progress = progress;
        this.free = new Semaphore(plan.inFlightMax());
    }

    /** @throws TaskFault when the scenario cannot be prepared */
    Result run(String name, Scenario scenario) throws TaskFault, InterruptedException {
        scenario.prepare();
        AtomicReferenceArray<Work> sound = new AtomicReferenceArray<>(plan.tasks());
        long start = clock.nanos();
        long last = start;
        for (int task = 0; task < plan.tasks(); task++) {
            long due = start + plan.due(task);
            clock.sleepUntil(due);
            free.acquire();
            last = clock.nanos();
            start(task, due, scenario.work(task), sound);
        }
        awaitAll();
        Duration whole = Duration.ofNanos(clock.nanos() - start);
        check(sound);
        return new Result(name, plan, measured, tally, Duration.ofNanos(last - start), whole);
    }

    private void start(int task, long due, Work work, AtomicReferenceArray<Work> sound) {
        Journey journey = new Journey(clock, measured, due);
        execute(task, () -> {
            work.run(journey);
            measured.task(journey.nanos());
            sound.set(task, work);
        });
        progress.started(task + 1, measured);
    }

    private void check(AtomicReferenceArray<Work> sound) throws InterruptedException {
        for (int task = 0; task < plan.tasks(); task++) {
            Work work = sound.get(task);
            if (work != null) {
                free.acquire();
                execute(task, () -> {
                    work.check();
                    tally.add(Ending.DONE);
                });
            }
            progress.checked(task + 1, tally);
        }
        awaitAll();
    }

    private interface Step {
        void run() throws TaskFault, InterruptedException;
    }

    private void execute(int task, Step step) {
        executor.execute(() -> {
            try {
                step.run();
            } catch (TaskFault e) {
                tally.add(task, e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                free.release();
            }
        });
    }

    private void awaitAll() throws InterruptedException {
        free.acquire(plan.inFlightMax());
        free.release(plan.inFlightMax());
    }
}
