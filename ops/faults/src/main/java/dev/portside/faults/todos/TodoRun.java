package dev.portside.faults.todos;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.NumberReader;
import dev.portside.faults.fleet.TodoFleet;
import dev.portside.faults.load.Allowance;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.FlowReport;
import dev.portside.faults.load.FlowRun;
import dev.portside.faults.load.Journal;
import dev.portside.faults.load.Load;
import dev.portside.faults.load.Reply;
import dev.portside.faults.oracle.Fault;
import dev.portside.stack.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Changes of todos, readers of the first page of every instance, and the judgement of all reads and todos afterwards. */
public final class TodoRun implements FlowRun<TodoRun.Outcome> {
    private static final int WRITERS = 8;
    private static final int READERS_OF_EACH = 2;
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_READS = Duration.ofMillis(40);
    private static final int UNAVAILABLE = 503;
    private static final String DONE =
            "SELECT coalesce(sum(next), 0) FROM stream_positions WHERE topic = '%s'".formatted(TodoFleet.TOPIC);

    private final Journal<Asked> journal = new Journal<>();
    private final Caller caller = new Caller(PATIENCE);
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<PageObserver> observers = new ArrayList<>();
    private final CommandJudge judge;
    private final Reach reach;
    private final Load load;
    private volatile boolean over;

    /** What instances could reach when. */
    public interface Reach {
        /** Why an instance could not ask the database at that moment of {@link System#nanoTime}, as far as is known. */
        Optional<String> databaseLost(Instance instance, long nanos);
    }

    /**
     * What came of it.
     *
     * @param excused how many reads were older than the bound, of instances that could not ask the database, by the reason
     * @param refused reads that were answered with 503, or not at all
     */
    public record Outcome(
            CommandReport commands,
            int reads,
            int refused,
            Map<String, Integer> excused,
            List<Fault> faults,
            List<String> surprises)
            implements FlowReport {
        @Override
        public long applied() {
            return commands.applied();
        }

        @Override
        public long judged() {
            return commands.judged() + reads;
        }

        @Override
        public String toString() {
            return "%s%n%d reads, %d of them refused, older than the bound while the database was out of reach %s"
                    .formatted(commands, reads, refused, excused);
        }
    }

    /**
     * Starts writers and readers; everything must be ready and fresh.
     *
     * @param todos the database that they come to
     * @param authorization lets a call change todos
     */
    public TodoRun(
            List<Instance> instances,
            Database todos,
            String brokers,
            String authorization,
            Reach reach,
            long seed,
            Allowance allowance) {
        this.judge = new CommandJudge(todos, brokers);
        this.reach = reach;
        Told told = new Told();
        SplittableRandom seeds = new SplittableRandom(seed);
        this.load = Load.start(journal, allowance, WRITERS, _ -> {
            SplittableRandom random = seeds.split();
            TodoWriter writer = new TodoWriter(
                    () -> instances.get(random.nextInt(instances.size())), authorization, caller, journal, told);
            return () -> {
                for (int number = journal.next(); allowance.await(number); number = journal.next()) {
                    writer.change();
                }
                return null;
            };
        });
        for (Instance instance : instances) {
            for (int i = 0; i < READERS_OF_EACH; i++) {
                PageObserver observer = new PageObserver(instance, BOUND, told, caller);
                observers.add(observer);
                readers.execute(() -> observe(observer));
            }
        }
    }

    private void observe(PageObserver observer) {
        while (!over) {
            observer.read();
            LockSupport.parkNanos(BETWEEN_READS.toNanos());
        }
    }

    @Override
    public Load load() {
        return load;
    }

    @Override
    public OptionalLong effects(NumberReader main) {
        return main.ask(DONE);
    }

    @Override
    public Outcome judge() {
        over = true;
        readers.close();
        List<Fault> stale = new ArrayList<>();
        Map<String, Integer> excused = new TreeMap<>();
        List<String> surprises = new ArrayList<>();
        int refused = 0;
        for (PageObserver observer : observers) {
            for (PageObserver.StaleRead read : observer.stale()) {
                Optional<String> why = reach.databaseLost(read.instance(), read.readAt());
                why.ifPresentOrElse(
                        each -> excused.merge(each, 1, Integer::sum),
                        () -> stale.add(new Fault(Fault.Kind.STALE, "todos", read.detail(), read.readAt())));
            }
            for (Reply reply : observer.refused()) {
                refused++;
                if (reply instanceof Reply.Answered answered && answered.status() != UNAVAILABLE) {
                    surprises.add("a page was answered with " + answered.status() + ": " + answered.body());
                }
            }
        }
        CommandReport commands = judge.judge(journal, stale);
        surprises.addAll(commands.surprises());
        return new Outcome(
                commands,
                observers.stream().mapToInt(PageObserver::reads).sum(),
                refused,
                excused,
                commands.faults(),
                surprises);
    }

    @Override
    public void close() {
        over = true;
        load.close();
        readers.shutdownNow();
        caller.close();
    }
}
