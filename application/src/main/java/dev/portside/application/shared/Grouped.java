package dev.portside.application.shared;

import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * Combines concurrent calls into groups, so that many callers share the cost of one piece of work, such as a commit.
 *
 * <p>Method: group commit. One group is at work at a time; the calls that arrive meanwhile are the next one, in their
 * order. An idle caller never waits for company. The work runs on a virtual thread of its own, so that a caller who is
 * interrupted neither cuts it short nor holds others up. Cost: two thread switches per group. Hazard: a group fails as a
 * whole, so the work must not fail for one item alone.
 */
public final class Grouped<I, O> {
    private record Call<I, O>(I item, CompletableFuture<O> answer) {}

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Function<List<I>, List<O>> work;
    private final int groupSizeMax;
    private final int callersMax;
    private final ArrayDeque<Call<I, O>> waiting = new ArrayDeque<>();
    private boolean running;
    private int callers;

    /**
     * @param work answers a group: one output per item, in the same order
     * @param callersMax calls under way at once; more are refused
     */
    public Grouped(Function<List<I>, List<O>> work, int groupSizeMax, int callersMax) {
        this.work = work;
        this.groupSizeMax = groupSizeMax;
        this.callersMax = callersMax;
    }

    /**
     * Has the item done with the next group.
     *
     * @return the work's output for it; what the work throws reaches every caller of the group
     * @throws Unavailable when too many calls are under way; the item is not done
     * @throws InterruptedException when the caller is interrupted; an item that has not begun by then is not done
     */
    public O call(I item) throws InterruptedException {
        Call<I, O> call = enter(item);
        try {
            return call.answer.get();
        } catch (ExecutionException e) {
            throw unchecked(e);
        } finally {
            leave(call);
        }
    }

    /** Calls under way. */
    public synchronized int callers() {
        return callers;
    }

    private synchronized Call<I, O> enter(I item) {
        if (callers == callersMax) {
            throw new Unavailable("too many requests wait to be stored", RETRY_AFTER);
        }
        if (!running) {
            Thread.ofVirtual().name("group").start(this::run);
            running = true;
        }
        Call<I, O> call = new Call<>(item, new CompletableFuture<>());
        waiting.add(call);
        callers++;
        return call;
    }

    private synchronized void leave(Call<I, O> call) {
        callers--;
        if (!call.answer.isDone()) {
            waiting.remove(call);
        }
    }

    private void run() {
        for (List<Call<I, O>> group = nextGroup(); !group.isEmpty(); group = nextGroup()) {
            answer(group);
        }
    }

    private synchronized List<Call<I, O>> nextGroup() {
        List<Call<I, O>> group = new ArrayList<>();
        while (!waiting.isEmpty() && group.size() < groupSizeMax) {
            group.add(waiting.poll());
        }
        running = !group.isEmpty();
        return group;
    }

    private void answer(List<Call<I, O>> group) {
        try {
            List<O> outputs = work.apply(group.stream().map(Call::item).toList());
            if (outputs.size() != group.size()) {
                throw new IllegalStateException(group.size() + " items gave " + outputs.size() + " outputs");
            }
            for (int i = 0; i < group.size(); i++) {
                group.get(i).answer.complete(outputs.get(i));
            }
        } catch (RuntimeException | Error e) {
            group.forEach(call -> call.answer.completeExceptionally(e));
        }
    }

    private static RuntimeException unchecked(ExecutionException e) {
        return switch (e.getCause()) {
            case RuntimeException fault -> fault;
            case Error error -> throw error;
            case null, default -> new IllegalStateException(e);
        };
    }
}
