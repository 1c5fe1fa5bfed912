package dev.portside.faults.todos;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.TodoFleet;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.fleet.Victim;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Reply;
import dev.portside.faults.load.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One backend of todos after the other goes away: reads go on without any of them, writes are refused at once without Kafka. */
public final class TodoOutages {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration TIME = Duration.ofSeconds(3);
    private static final Duration REFUSAL_TIME_MAX = Duration.ofSeconds(1);
    private static final Duration BACK_TIME_MAX = Duration.ofSeconds(60);

    private final TodoFleet fleet;
    private final Caller caller;
    private final List<String> surprises = new ArrayList<>();

    /**
     * What it came to.
     *
     * @param withoutRedis the 99th percentile of reads; likewise the others
     * @param refusal the longest time in which a write was refused
     * @param surprises reads that failed, and writes that were not refused in time
     */
    public record Outcome(
            Duration healthy,
            Duration withoutRedis,
            Duration withoutDatabase,
            Duration refusal,
            List<String> surprises) {
        @Override
        public String toString() {
            List<String> lines = new ArrayList<>();
            lines.add(
                    "p99 of a read %.1f ms, without Redis %.1f ms, without the database %.1f ms; a write without Kafka is refused after %.1f ms at most"
                            .formatted(
                                    healthy.toNanos() / 1e6,
                                    withoutRedis.toNanos() / 1e6,
                                    withoutDatabase.toNanos() / 1e6,
                                    refusal.toNanos() / 1e6));
            Report.show(lines, "surprise", surprises);
            return String.join("\n", lines);
        }
    }

    private TodoOutages(TodoFleet fleet, Caller caller) {
        this.fleet = fleet;
        this.caller = caller;
    }

    /** The fleet must be ready, and is again when this returns. */
    public static Outcome run(TodoFleet fleet) {
        try (Caller caller = new Caller(PATIENCE)) {
            return new TodoOutages(fleet, caller).run();
        }
    }

    private Outcome run() {
        Duration healthy = reads();
        Duration withoutRedis = readsWithout(fleet.redis());
        Duration withoutDatabase = readsWithout(fleet.databaseServer());
        Duration refusal = refusals();
        return new Outcome(healthy, withoutRedis, withoutDatabase, refusal, surprises);
    }

    private Duration readsWithout(Victim server) {
        server.kill();
        Duration p99 = reads();
        server.revive();
        awaitHealthy();
        return p99;
    }

    private Duration reads() {
        Instance first = fleet.instances().getFirst();
        List<Long> nanos = new ArrayList<>();
        long until = System.nanoTime() + TIME.toNanos();
        while (System.nanoTime() < until) {
            Reply reply = caller.get(first, PageObserver.PATH);
            if (!(reply instanceof Reply.Answered answered) || answered.status() != 200) {
                surprises.add(reply.toString());
            }
            nanos.add(reply.time().toNanos());
        }
        List<Long> sorted = nanos.stream().sorted().toList();
        return Duration.ofNanos(sorted.get(sorted.size() * 99 / 100));
    }

    private Duration refusals() {
        Duration longest = Duration.ZERO;
        fleet.broker().kill();
        for (int i = 0; i < 10; i++) {
            Reply reply = caller.post(
                    fleet.instances().getFirst(),
                    "/todos",
                    "{\"title\":\"refused\"}",
                    "Authorization",
                    fleet.authorization());
            if (!(reply instanceof Reply.Answered answered)
                    || answered.status() != 503
                    || answered.retryAfter().isEmpty()
                    || reply.time().compareTo(REFUSAL_TIME_MAX) > 0) {
                surprises.add(reply.toString());
            }
            longest = longest.compareTo(reply.time()) < 0 ? reply.time() : longest;
        }
        fleet.broker().revive();
        awaitHealthy();
        return longest;
    }

    private void awaitHealthy() {
        Until.holds(
                () -> "todos are healthy again",
                BACK_TIME_MAX,
                () -> fleet.instances().stream()
                        .allMatch(instance -> caller.get(instance, "/health/todos") instanceof Reply.Answered answered
                                && answered.status() == 200));
    }
}
