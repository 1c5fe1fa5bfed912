package dev.portside.faults.limits;

import dev.portside.faults.fleet.EnvironmentFault;
import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.NumberReader;
import dev.portside.faults.load.Allowance;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.FlowReport;
import dev.portside.faults.load.FlowRun;
import dev.portside.faults.load.Journal;
import dev.portside.faults.load.Load;
import dev.portside.faults.load.Reply;
import dev.portside.faults.oracle.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Callers who take more tokens than there are, at all instances, under a plan that gives none while Redis is away. */
public final class LimitRun implements FlowRun<LimitRun.Outcome> {
    private static final int CLIENTS = 16;
    private static final int KEYS = 8;

    /** Longer than a bucket takes to fill. */
    private static final Duration TURN = Duration.ofSeconds(6);

    private static final int CAPACITY = 20;
    private static final int PER_SECOND = 8;
    private static final String PREFIX = "faults:";
    private static final String PLAN =
            "{\"capacity\":%d,\"refill_per_second\":%d,\"on_failure\":\"closed\"}".formatted(CAPACITY, PER_SECOND);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Journal<Taken> journal = new Journal<>();
    private final Caller caller = new Caller(PATIENCE);
    private final AtomicLong given = new AtomicLong();
    private final List<Instance> instances;
    private final Supplier<Collection<Death>> deaths;
    private final Load load;

    /** What came of it. */
    public record Outcome(long decided, long given, List<Fault> faults, List<String> surprises) implements FlowReport {
        @Override
        public long applied() {
            return given;
        }

        @Override
        public long rejected() {
            return decided - given;
        }

        @Override
        public long judged() {
            return given;
        }

        @Override
        public String toString() {
            return "%d calls decided, %d tokens given; more than allowed in %d stretches of time"
                    .formatted(decided, given, faults.size());
        }
    }

    /**
     * Sets the plan and starts callers; everything must be ready.
     *
     * @param authorization lets a call set plans
     * @param deaths of Redis during the run, asked for at its end
     */
    public LimitRun(
            List<Instance> instances,
            String authorization,
            Supplier<Collection<Death>> deaths,
            long seed,
            Allowance allowance) {
        this.instances = instances;
        this.deaths = deaths;
        Reply planned =
                caller.put(instances.getFirst(), "/api/bucket/plans/" + PREFIX, PLAN, "Authorization", authorization);
        if (!(planned instanceof Reply.Answered answered) || answered.status() >= 300) {
            caller.close();
            throw new EnvironmentFault("no plan for rate limits", new IOException(planned.toString()));
        }
        SplittableRandom seeds = new SplittableRandom(seed);
        this.load = Load.start(journal, allowance, CLIENTS, _ -> client(allowance, seeds.split()));
    }

    private Callable<Void> client(Allowance allowance, SplittableRandom random) {
        return () -> {
            for (int number = journal.next(); allowance.await(number); number = journal.next()) {
                take(key(random), instances.get(random.nextInt(instances.size())));
            }
            return null;
        };
    }

    /** One half of the keys rests while the other is asked for, so that its buckets fill, and every token too many is seen. */
    private static String key(SplittableRandom random) {
        long turn = System.nanoTime() / TURN.toNanos() % 2;
        return PREFIX + (2L * random.nextInt(KEYS / 2) + turn);
    }

    private void take(String key, Instance instance) {
        long sentAt = System.nanoTime();
        Reply reply = caller.post(instance, "/api/bucket/consume?key=" + key, "");
        long answeredAt = System.nanoTime();
        journal.request(reply);
        int status = reply instanceof Reply.Answered answered ? answered.status() : 0;
        if (status == 200 || status == 429) {
            given.addAndGet(status == 200 ? 1 : 0);
            journal.add(new Taken(key, status == 200, sentAt, answeredAt), true, answeredAt);
            return;
        }
        if (reply instanceof Reply.Answered answered) {
            journal.refused(answered);
        }
        journal.unknown();
    }

    @Override
    public Load load() {
        return load;
    }

    @Override
    public OptionalLong effects(NumberReader main) {
        return OptionalLong.of(given.get());
    }

    @Override
    public Outcome judge() {
        return new Outcome(
                journal.accepted(),
                given.get(),
                new LimitOracle(CAPACITY, PER_SECOND, deaths.get()).judge(journal.sent()),
                journal.surprises());
    }

    @Override
    public void close() {
        load.close();
        caller.close();
    }
}
