package dev.portside.faults.todos;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the first page of one instance again and again and holds each read against what had been told before: a change of
 * which somebody was told a bound's time before the read began must be in it.
 */
final class PageObserver {
    static final String PATH = "/todos?limit=100";

    private final Instance instance;
    private final Duration bound;
    private final Told told;
    private final Caller caller;
    private final AtomicInteger reads = new AtomicInteger();
    private final List<StaleRead> stale = Collections.synchronizedList(new ArrayList<>());
    private final List<Reply> refused = Collections.synchronizedList(new ArrayList<>());

    /** @param readAt when the read began, on the clock of {@link System#nanoTime} */
    record StaleRead(Instance instance, long readAt, String detail) {
        @Override
        public String toString() {
            return detail;
        }
    }

    PageObserver(Instance instance, Duration bound, Told told, Caller caller) {
        this.instance = instance;
        this.bound = bound;
        this.told = told;
        this.caller = caller;
    }

    void read() {
        long start = System.nanoTime();
        Reply reply = caller.get(instance, PATH);
        reads.incrementAndGet();
        if (!(reply instanceof Reply.Answered answered) || answered.status() != 200) {
            refused.add(reply);
            return;
        }
        judge(JsonMapper.shared().readTree(answered.body()), start);
    }

    /** @param start when the read began */
    void judge(JsonNode page, long start) {
        for (JsonNode todo : page) {
            Title shown = Title.of(todo.get("title").stringValue());
            int due = told.lastBefore(shown.todo(), start - bound.toNanos());
            if (shown.change() < due) {
                String detail = "%s shows change %d of todo %d, and %d had been told %s before"
                        .formatted(instance, shown.change(), shown.todo(), due, bound);
                stale.add(new StaleRead(instance, start, detail));
            }
        }
    }

    int reads() {
        return reads.get();
    }

    /** Reads that were older than they may be. */
    List<StaleRead> stale() {
        return List.copyOf(stale);
    }

    /** Reads that were not answered with a page. */
    List<Reply> refused() {
        return List.copyOf(refused);
    }
}
