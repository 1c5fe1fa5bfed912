package dev.portside.redis.limits;

import dev.portside.redis.Redis;
import dev.portside.redis.RedisAway;
import dev.portside.redis.RedisFaults;
import dev.portside.redis.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends calls to Redis, those that come at the same time together: one script decides a whole group.
 *
 * <p>Method: at most {@value #GROUPS_MAX} groups are under way, so that Redis works on one while the other is made or
 * read; the calls that arrive meanwhile are the next group. A call that finds less under way is sent at once, by its own
 * thread. No more calls wait than there are callers, none for longer than the timeout. A group whose plans are not the ones
 * that stand took nothing, and is sent again under those that do.
 *
 * <p>Breaker: answers come in order on one connection, so when none has come for the time that a call may take, every
 * further call fails at once, until an answer or a new connection shows that Redis is there again. A connection that stays
 * silent for {@link #SILENCE_MAX} is given up. No call pays for the trial.
 */
final class LimitCalls {
    private static final int GROUPS_MAX = 2;
    private static final int GROUP_REQUESTS_MAX = 256;
    private static final Duration SILENCE_MAX = Duration.ofSeconds(1);
    private static final int PLAN_IS_STALE = -1;

    private static final Script DECIDE = Script.of(LimitCalls.class, "rules.lua", "decide.lua");

    private final Redis redis;
    private final RedisRateLimitPlans plans;
    private final String keyPrefix;
    private final long timeoutNanos;
    private final ConcurrentLinkedQueue<LimitCall> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile long heardNanos;

    LimitCalls(Redis redis, RedisRateLimitPlans plans, String keyPrefix, Duration timeout) {
        this.redis = redis;
        this.plans = plans;
        this.keyPrefix = keyPrefix;
        this.timeoutNanos = timeout.toNanos();
    }

    /**
     * Has the call done with the next group.
     *
     * @throws RedisAway when there is no answer in time; whether the call was done is unknown
     */
    LimitCall.Reply await(LimitCall call) {
        long deadline = System.nanoTime() + timeoutNanos;
        refuseWhileSilent();
        waiting.add(call);
        sendWhatWaits();
        try {
            return call.reply().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw RedisFaults.of(e);
        } catch (TimeoutException _) {
            call.reply().cancel(false);
            throw new RedisAway("no answer in time");
        } catch (InterruptedException _) {
            call.reply().cancel(false);
            Thread.currentThread().interrupt();
            throw new RedisAway("the wait was cut short");
        }
    }

    private void refuseWhileSilent() {
        if (underWay.get() == 0) {
            return;
        }
        long silence = System.nanoTime() - heardNanos;
        if (silence > SILENCE_MAX.toNanos()) {
            redis.hangUp();
        }
        if (silence > timeoutNanos) {
            throw new RedisAway("no answer to earlier calls yet");
        }
    }

    private void sendWhatWaits() {
        while (!waiting.isEmpty() && enter()) {
            List<LimitCall> group = nextGroup();
            if (group.isEmpty()) {
                underWay.decrementAndGet();
            } else {
                send(group);
            }
        }
    }

    private boolean enter() {
        int groups = underWay.get();
        while (groups < GROUPS_MAX) {
            if (groups == 0) {
                heardNanos = System.nanoTime();
            }
            int found = underWay.compareAndExchange(groups, groups + 1);
            if (found == groups) {
                return true;
            }
            groups = found;
        }
        return false;
    }

    /** Without those whose callers have given up: nothing is taken for them. */
    private List<LimitCall> nextGroup() {
        List<LimitCall> group = new ArrayList<>();
        int requests = 0;
        while (requests < GROUP_REQUESTS_MAX) {
            LimitCall call = waiting.poll();
            if (call == null) {
                break;
            }
            if (!call.reply().isDone()) {
                group.add(call);
                requests += call.requests().size();
            }
        }
        return group;
    }

    private void send(List<LimitCall> group) {
        CompletableFuture<?> _ = decide(group, plans.known()).whenComplete((_, failure) -> {
            heardNanos = System.nanoTime();
            underWay.decrementAndGet();
            if (failure != null) {
                group.forEach(call -> call.reply().completeExceptionally(RedisFaults.of(failure)));
            }
            sendWhatWaits();
        });
    }

    private CompletableFuture<?> decide(List<LimitCall> group, KnownPlans known) {
        Wording wording = new Wording(group, known);
        long sent = System.nanoTime();
        return DECIDE.run(redis, NumbersOutput::new, wording.arguments(plans.generationKey(), keyPrefix))
                .thenCompose(numbers -> {
                    if (numbers[0] == PLAN_IS_STALE) {
                        return plans.load().thenCompose(loaded -> decide(group, loaded));
                    }
                    wording.answer(numbers, sent);
                    return CompletableFuture.completedFuture(null);
                });
    }
}
