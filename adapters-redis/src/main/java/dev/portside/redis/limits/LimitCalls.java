package dev.portside.redis.limits;

import dev.portside.redis.RedisAway;
import dev.portside.redis.RedisFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Sends calls to one {@link Place}, those that come at the same time together: one script decides a whole group.
 *
 * <p>Method: at most {@value #GROUPS_MAX} groups are under way, so that Redis works on one while the other is made or
 * read; the calls that arrive meanwhile are the next group. An idle caller never waits for company: groups are sent by a
 * virtual thread, which has its turn after those callers that are about to call, and answered by one, which wakes callers
 * at less cost than the client's own thread could. A group whose plans are not the ones that stand took nothing, and is
 * sent again under those that do.
 *
 * <p>Time: no call waits longer than the timeout, see {@link CallWatch}.
 *
 * <p>Breaker: answers come in order on one connection, so when none has come for the time that a call may take, every
 * further call fails at once, until an answer or a new connection shows that Redis is there again. A connection that stays
 * silent for {@link #SILENCE_MAX}, or for the timeout if that is longer, is given up. No call pays for the trial.
 */
final class LimitCalls implements CallWatch.Calls {
    private static final int GROUPS_MAX = 2;
    private static final int GROUP_REQUESTS_MAX = 256;
    private static final Duration SILENCE_MAX = Duration.ofSeconds(1);
    private static final int PLAN_IS_STALE = -1;

    private static final Executor OWN_THREAD =
            work -> Thread.ofVirtual().name("limits").start(work);

    /** Calls under way together; {@code ended} when they were answered or given up. */
    private record Group(List<LimitCall> calls, CompletableFuture<Void> ended) {}

    private final Place place;
    private final RedisRateLimitPlans plans;
    private final long timeoutNanos;
    private final long silenceNanosMax;
    private final ConcurrentLinkedQueue<LimitCall> waiting = new ConcurrentLinkedQueue<>();
    private final Set<Group> groups = ConcurrentHashMap.newKeySet();

    /** Raised before a group takes its calls out of those that wait: while it is zero, no call is on its way. */
    private final AtomicInteger underWay = new AtomicInteger();

    private final AtomicBoolean sending = new AtomicBoolean();
    private final CallWatch watch;
    private volatile long heardNanos;

    LimitCalls(Place place, RedisRateLimitPlans plans, Duration timeout) {
        this.place = place;
        this.plans = plans;
        this.timeoutNanos = timeout.toNanos();
        this.silenceNanosMax = Math.max(timeoutNanos, SILENCE_MAX.toNanos());
        this.watch = new CallWatch(this, timeout);
    }

    /** {@link #begin} and {@link #end} in one. */
    LimitCall.Reply await(LimitCall call) {
        begin(call);
        return end(call);
    }

    /**
     * Has the call done with the next group.
     *
     * @throws RedisAway when answers to earlier calls are late; it is not done then
     */
    void begin(LimitCall call) {
        if (underWay.get() > 0 && System.nanoTime() - heardNanos > timeoutNanos) {
            throw new RedisAway("no answer to earlier calls yet");
        }
        waiting.add(call);
        watch.run();
        sendSoon();
    }

    /**
     * Waits for the reply to a call that was begun.
     *
     * @throws RedisAway when there is no answer in time; whether the call was done is unknown
     */
    LimitCall.Reply end(LimitCall call) {
        try {
            return call.reply().get();
        } catch (ExecutionException e) {
            throw RedisFaults.of(e);
        } catch (InterruptedException _) {
            call.reply().cancel(false);
            Thread.currentThread().interrupt();
            throw new RedisAway("the wait was cut short");
        }
    }

    /** Gives back what the place gave and nobody used; the number of keys for which that was possible. */
    CompletableFuture<Long> giveBack(GivingBack back) {
        return place.giveBack(back);
    }

    private void sendSoon() {
        if (underWay.get() >= GROUPS_MAX || !sending.compareAndSet(false, true)) {
            return;
        }
        boolean started = false;
        try {
            OWN_THREAD.execute(() -> {
                // Whoever comes from now on has this done once more; whoever came before is seen.
                sending.set(false);
                sendWhatWaits();
            });
            started = true;
        } finally {
            if (!started) {
                sending.set(false);
            }
        }
    }

    private void sendWhatWaits() {
        while (!waiting.isEmpty() && enter()) {
            Group group = new Group(nextCalls(), new CompletableFuture<>());
            if (group.calls.isEmpty()) {
                underWay.decrementAndGet();
            } else {
                send(group);
            }
        }
    }

    private boolean enter() {
        int count = underWay.get();
        while (count < GROUPS_MAX) {
            if (count == 0) {
                heardNanos = System.nanoTime();
            }
            int found = underWay.compareAndExchange(count, count + 1);
            if (found == count) {
                return true;
            }
            count = found;
        }
        return false;
    }

    /** Without those whose callers have given up: nothing is taken for them. */
    private List<LimitCall> nextCalls() {
        List<LimitCall> calls = new ArrayList<>();
        int requests = 0;
        while (requests < GROUP_REQUESTS_MAX) {
            LimitCall call = waiting.poll();
            if (call == null) {
                break;
            }
            if (!call.reply().isDone()) {
                calls.add(call);
                requests += call.requests().size();
            }
        }
        return calls;
    }

    private void send(Group group) {
        groups.add(group);
        CompletableFuture<?> _ = group.ended.whenComplete((_, failure) -> {
            groups.remove(group);
            underWay.decrementAndGet();
            if (failure != null) {
                RuntimeException fault = RedisFaults.of(failure);
                group.calls.forEach(call -> call.reply().completeExceptionally(fault));
            }
            // Not from here: without a connection groups end as soon as they are sent, and would pile up on one stack.
            sendSoon();
        });
        CompletableFuture<?> _ = CompletableFuture.completedFuture(plans.current())
                .thenCompose(known -> decide(group.calls, known))
                .whenComplete((_, failure) -> {
                    if (failure == null) {
                        group.ended.complete(null);
                    } else {
                        group.ended.completeExceptionally(failure);
                    }
                });
    }

    private CompletableFuture<Void> decide(List<LimitCall> calls, KnownPlans known) {
        Wording wording = new Wording(calls, known);
        long sent = System.nanoTime();
        return place.decide(wording)
                .whenComplete((_, _) -> heardNanos = System.nanoTime())
                .thenComposeAsync(
                        numbers -> {
                            if (numbers[0] == PLAN_IS_STALE) {
                                return plans.load(numbers[1]).thenCompose(loaded -> decideAgain(calls, loaded));
                            }
                            wording.answer(numbers, sent);
                            return CompletableFuture.completedFuture(null);
                        },
                        OWN_THREAD);
    }

    private CompletableFuture<Void> decideAgain(List<LimitCall> calls, KnownPlans known) {
        List<LimitCall> left =
                calls.stream().filter(call -> !call.reply().isDone()).toList();
        return left.isEmpty() ? CompletableFuture.completedFuture(null) : decide(left, known);
    }

    @Override
    public boolean isIdle() {
        return waiting.isEmpty() && underWay.get() == 0;
    }

    @Override
    public Iterator<LimitCall> iterator() {
        return Stream.concat(waiting.stream(), groups.stream().flatMap(group -> group.calls.stream()))
                .iterator();
    }

    @Override
    public void look(long nowNanos) {
        if (underWay.get() > 0 && nowNanos - heardNanos > silenceNanosMax) {
            place.commands().hangUp();
            RedisAway silent = new RedisAway("it is silent");
            groups.forEach(group -> group.ended.completeExceptionally(silent));
        }
    }
}
