package dev.portside.faults.load;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.RecordValue;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.oracle.Ending;
import dev.portside.faults.oracle.State;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks all instances in turn, when the faults are over, what became of everything. */
public final class Aftermath implements AutoCloseable {
    private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(60);
    private static final Duration STANDSTILL_MAX = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int QUESTIONS_AT_ONCE = 16;

    private final List<Instance> instances;
    private final Caller caller = new Caller(PATIENCE);
    private final AtomicInteger turn = new AtomicInteger();

    public Aftermath(List<Instance> instances) {
        this.instances = instances;
    }

    /** Counts of all tasks by status, as {@code /stats} tells them. */
    public Map<String, Long> counts() {
        JsonNode counts =
                JsonMapper.shared().readTree(answer("/stats", 200).body()).at("/tasks/by_status");
        Map<String, Long> byStatus = new HashMap<>();
        counts.propertyStream()
                .forEach(count -> byStatus.put(count.getKey(), count.getValue().longValue()));
        return byStatus;
    }

    /** Waits until no task is pending, or nothing has moved for a while. */
    public void awaitIdle() {
        long[] last = {Long.MAX_VALUE, System.nanoTime()};
        Until.holds(() -> "tasks end or at least go on", Duration.ofMinutes(10), () -> {
            long pending = counts().getOrDefault("pending", 0L);
            if (pending != last[0]) {
                last[0] = pending;
                last[1] = System.nanoTime();
            }
            return pending == 0 || System.nanoTime() - last[1] > STANDSTILL_MAX.toNanos();
        });
    }

    /** How each task ended. */
    Map<String, Ending> endings(Collection<String> tasks) throws InterruptedException {
        return all(tasks, this::ending);
    }

    private Ending ending(String task) {
        Reply.Answered answered = answer("/tasks/" + task, 200, 404);
        if (answered.status() == 404) {
            return new Ending.Lost("not to be found");
        }
        JsonNode body = JsonMapper.shared().readTree(answered.body());
        String status = body.get("status").stringValue();
        return switch (status) {
            case "applied" -> Ending.APPLIED;
            case "rejected" -> new Ending.Rejected(body.get("reason").stringValue());
            case "dead" -> Ending.DEAD;
            default -> new Ending.Lost(status);
        };
    }

    /** Each record as readers find it. */
    Map<String, State> records(Collection<String> ids) throws InterruptedException {
        return all(ids, this::record);
    }

    private State record(String id) {
        Reply.Answered answered = answer("/get?id=" + id, 200, 404);
        if (answered.status() == 404) {
            return State.ABSENT;
        }
        JsonNode body = JsonMapper.shared().readTree(answered.body());
        return new State(body.get("version").longValue(), RecordValue.number(member(answered.body())));
    }

    /** The text of the value: a parser would make numbers of it. */
    private static String member(String body) {
        int start = body.indexOf("\"value\":") + "\"value\":".length();
        return body.substring(start, body.indexOf(",\"version\":", start));
    }

    private static <T> Map<String, T> all(Collection<String> names, Function<String, T> ask)
            throws InterruptedException {
        Map<String, T> answers = new ConcurrentHashMap<>();
        Queue<String> rest = new ConcurrentLinkedQueue<>(names);
        AtOnce.run(QUESTIONS_AT_ONCE, _ -> {
            for (String name = rest.poll(); name != null; name = rest.poll()) {
                answers.put(name, ask.apply(name));
            }
        });
        return answers;
    }

    /** Asks until somebody answers with one of these. */
    private Reply.Answered answer(String path, int... statuses) {
        Reply[] last = new Reply[1];
        Until.holds(() -> "GET " + path + " is answered; it was " + last[0], ANSWER_TIME_MAX, () -> {
            Instance next = instances.get(Math.floorMod(turn.getAndIncrement(), instances.size()));
            last[0] = caller.get(next, path);
            return last[0] instanceof Reply.Answered(int status, HttpHeaders _, String _, Duration _)
                    && Arrays.stream(statuses).anyMatch(expected -> expected == status);
        });
        return (Reply.Answered) last[0];
    }

    @Override
    public void close() {
        caller.close();
    }
}
