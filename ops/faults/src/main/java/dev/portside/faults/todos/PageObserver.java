package dev.portside.faults.todos;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the first page of one instance again and again and holds each read against what had been told before: a change of
 * which somebody was told a bound's time before the read began must be in it. A title is {@code "TODO NUMBER"}.
 */
final class PageObserver {
    static final String PATH = "/todos?limit=100";

    private final Instance instance;
    private final Duration bound;
    private final Told told;
    private final Caller caller;
    private final List<String> stale = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final List<Long> nanos = new ArrayList<>();

    PageObserver(Instance instance, Duration bound, Told told, Caller caller) {
        this.instance = instance;
        this.bound = bound;
        this.told = told;
        this.caller = caller;
    }

    void read() {
        long start = System.nanoTime();
        Reply reply = caller.get(instance, PATH);
        nanos.add(System.nanoTime() - start);
        if (!(reply instanceof Reply.Answered answered) || answered.status() != 200) {
            refused.add(reply.toString());
            return;
        }
        judge(JsonMapper.shared().readTree(answered.body()), start);
    }

    /** @param start when the read began */
    void judge(JsonNode page, long start) {
        for (JsonNode todo : page) {
            String[] title = todo.get("title").stringValue().split(" ");
            int number = Integer.parseInt(title[0]);
            int shown = Integer.parseInt(title[1]);
            int due = told.lastBefore(number, start - bound.toNanos());
            if (shown < due) {
                stale.add("%s shows change %d of todo %d, and %d had been told %s before"
                        .formatted(instance, shown, number, due, bound));
            }
        }
    }

    int reads() {
        return nanos.size();
    }

    /** Reads that were older than they may be, in words. */
    List<String> stale() {
        return List.copyOf(stale);
    }

    /** Reads that were not answered with a page. */
    List<String> refused() {
        return List.copyOf(refused);
    }

    /** Of all reads; there must be one. */
    Duration p99() {
        List<Long> sorted = nanos.stream().sorted().toList();
        return Duration.ofNanos(sorted.get(sorted.size() * 99 / 100));
    }
}
