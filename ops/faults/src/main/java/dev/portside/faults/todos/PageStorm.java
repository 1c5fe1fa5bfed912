package dev.portside.faults.todos;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.Tables;
import dev.portside.faults.fleet.TodoFleet;
import dev.portside.faults.load.AtOnce;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Journal;
import dev.portside.faults.load.Reply;
import dev.portside.faults.load.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Todos are changed as fast as they are applied, Redis is broken again and again, and observers read the first page of every
 * instance all the time. The first instance alone applies commands: its pages may never be behind, those of others a second.
 */
public final class PageStorm {
    private static final int WRITERS = 8;
    private static final int READERS_OF_EACH = 4;
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_BLOWS_MAX = Duration.ofSeconds(2);

    private final TodoFleet fleet;
    private final Caller caller;
    private final Told told = new Told();
    private final List<TodoWriter> writers;
    private volatile boolean over;

    /**
     * What it came to.
     *
     * @param changes that were told to be applied
     * @param blows by kind
     * @param stale reads, in words
     * @param refused reads, in words
     * @param loads of the page from the database, by the instance that applies
     * @param batches of changes that it applied
     */
    public record Outcome(
            int changes, String blows, int reads, List<String> stale, List<String> refused, long loads, long batches) {
        /** Whether everything is as it should be. */
        public boolean clean() {
            return stale.isEmpty() && refused.isEmpty() && loads <= batches + 1;
        }

        @Override
        public String toString() {
            List<String> lines = new ArrayList<>();
            lines.add("%d changes, blows to Redis %s".formatted(changes, blows));
            lines.add("%d reads: %d older than the bound, %d refused".formatted(reads, stale.size(), refused.size()));
            lines.add("%d pages were loaded from the database by the instance that applied %d batches"
                    .formatted(loads, batches));
            Report.show(lines, "stale", stale);
            Report.show(lines, "refused", refused);
            return String.join("\n", lines);
        }
    }

    private PageStorm(TodoFleet fleet, Caller caller) {
        this.fleet = fleet;
        this.caller = caller;
        this.writers = IntStream.range(0, WRITERS)
                .mapToObj(_ -> new TodoWriter(
                        fleet.instances()::getFirst, fleet.authorization(), caller, new Journal<>(), told))
                .toList();
    }

    /** The fleet must be ready and fresh. */
    public static Outcome run(TodoFleet fleet, int blows, long seed) throws InterruptedException {
        try (Caller caller = new Caller(PATIENCE)) {
            return new PageStorm(fleet, caller).run(blows, new SplittableRandom(seed));
        }
    }

    private Outcome run(int blows, SplittableRandom random) throws InterruptedException {
        writers.forEach(TodoWriter::change);
        List<PageObserver> observers = new ArrayList<>();
        for (Instance instance : fleet.instances()) {
            Duration bound = instance == fleet.instances().getFirst() ? Duration.ZERO : BOUND;
            for (int i = 0; i < READERS_OF_EACH; i++) {
                observers.add(new PageObserver(instance, bound, told, caller));
            }
        }
        RedisBlows redis = new RedisBlows(fleet.redis(), fleet.redisPort(), random.split());
        AtOnce.run(WRITERS + observers.size() + 1, number -> {
            if (number < WRITERS) {
                until(writers.get(number)::change);
            } else if (number < WRITERS + observers.size()) {
                until(observers.get(number - WRITERS)::read);
            } else {
                strike(redis, blows, random);
            }
        });
        return new Outcome(
                told.changes(),
                redis.toString(),
                observers.stream().mapToInt(PageObserver::reads).sum(),
                texts(observers, PageObserver::stale),
                texts(observers, PageObserver::refused),
                loads(),
                new TodoStore(new Tables(fleet.database())).batches());
    }

    private static List<String> texts(List<PageObserver> observers, Function<PageObserver, List<?>> reads) {
        return observers.stream()
                .flatMap(each -> reads.apply(each).stream())
                .map(Object::toString)
                .toList();
    }

    private void until(Runnable step) {
        try {
            while (!over) {
                step.run();
            }
        } finally {
            over = true;
        }
    }

    private void strike(RedisBlows redis, int blows, SplittableRandom random) {
        try {
            for (int i = 0; i < blows && !over; i++) {
                LockSupport.parkNanos(random.nextLong(BETWEEN_BLOWS_MAX.toNanos()));
                redis.next();
            }
        } finally {
            over = true;
        }
    }

    private long loads() {
        Reply health = caller.get(fleet.instances().getFirst(), "/health/todos");
        return health instanceof Reply.Answered answered
                ? JsonMapper.shared()
                        .readTree(answered.body())
                        .at("/details/page_loads")
                        .asLong()
                : -1;
    }
}
