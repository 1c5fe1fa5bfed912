package dev.portside.redis.limits;

import dev.portside.domain.ratelimits.Bulk;
import dev.portside.domain.ratelimits.Decision;
import dev.portside.domain.ratelimits.LimitRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Bulks whose keys lie in several parts of a cluster, which no script can decide at one moment.
 *
 * <p>Method: a bulk that one denial would refuse is looked at first, in all parts at once, and refused without taking
 * anything when one of them would deny. Else each part is asked for its share, as a step of its own. When one denies after
 * all, since another caller was quicker, the others are given back what they gave. Hazards: for that short time the tokens
 * look taken to others, who may be denied for them; and they stay taken, until they are refilled, when this process ends or
 * a part does not answer in between, or when the rules cannot tell that they are still owed. Never is more given back than
 * was taken.
 */
final class BulkOverParts {
    private final List<LimitCalls> parts;
    private final RedisRateLimitPlans plans;
    private final RecentDenials denials;
    private final long timeoutNanos;

    BulkOverParts(List<LimitCalls> parts, RedisRateLimitPlans plans, RecentDenials denials, Duration timeout) {
        this.parts = parts;
        this.plans = plans;
        this.denials = denials;
        this.timeoutNanos = timeout.toNanos();
    }

    /** What one part is asked for; the places are those of the requests in the bulk. */
    private record Share(LimitCalls part, List<Integer> places, List<LimitRequest> requests) {}

    /** What one part said. */
    private record Answer(Share share, LimitCall.Reply reply, Bulk.Decisions decisions) {}

    /**
     * Answers within the timeout of one call.
     *
     * @throws dev.portside.redis.RedisAway when a part does not; whether its share was taken is unknown
     */
    Bulk.Decisions consume(List<LimitRequest> requests, Bulk.Mode mode) {
        long since = System.nanoTime();
        List<Share> shares = divide(requests);
        boolean oneStep = shares.size() == 1;
        if (!oneStep && (mode == Bulk.Mode.ALL_OR_NOTHING || requests.stream().anyMatch(this::neverFits))) {
            Answers looked = ask(shares, LimitCall.What.CHECK, since, (reply, asked) -> reply.supposed(asked, mode));
            if (!looked.orThrow().admitted()) {
                return looked.refused(mode);
            }
        }
        Answers taken = ask(shares, LimitCall.What.of(mode), since, (reply, asked) -> reply.consumed(asked, mode));
        if (oneStep) {
            return taken.orThrow().each.getFirst().decisions;
        }
        if (taken.failures.isEmpty() && taken.admitted()) {
            return taken.decisions(mode);
        }
        giveBack(taken, since + timeoutNanos);
        return taken.orThrow().refused(mode);
    }

    private boolean neverFits(LimitRequest request) {
        return request.cost()
                > plans.governing(request.key()).terms().algorithm().capacity();
    }

    private List<Share> divide(List<LimitRequest> requests) {
        Map<Integer, Share> shares = new TreeMap<>();
        for (int i = 0; i < requests.size(); i++) {
            Share share = shares.computeIfAbsent(
                    ClusterParts.part(requests.get(i).key()),
                    part -> new Share(parts.get(part), new ArrayList<>(), new ArrayList<>()));
            share.places.add(i);
            share.requests.add(requests.get(i));
        }
        return List.copyOf(shares.values());
    }

    /** Asks all at once. */
    private static Answers ask(
            List<Share> shares,
            LimitCall.What what,
            long since,
            BiFunction<LimitCall.Reply, List<LimitRequest>, Bulk.Decisions> read) {
        Answers answers = new Answers(new ArrayList<>(), new ArrayList<>());
        List<LimitCall> calls = new ArrayList<>();
        for (Share share : shares) {
            LimitCall call = new LimitCall(what, share.requests, since);
            calls.add(call);
            try {
                share.part.begin(call);
            } catch (RuntimeException e) {
                call.reply().completeExceptionally(e);
            }
        }
        for (int i = 0; i < calls.size(); i++) {
            Share share = shares.get(i);
            try {
                LimitCall.Reply reply = share.part.end(calls.get(i));
                answers.each.add(new Answer(share, reply, read.apply(reply, share.requests)));
            } catch (RuntimeException e) {
                answers.failures.add(e);
            }
        }
        return answers;
    }

    /** Waits until that is done, so that who is refused finds everything as it was, but not where nothing answers. */
    private void giveBack(Answers taken, long deadline) {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (Answer answer : taken.each) {
            GivingBack back = new GivingBack(answer.reply, answer.share.requests, answer.decisions);
            if (!back.isEmpty()) {
                all.add(answer.share
                        .part
                        .giveBack(back)
                        .thenRun(() -> back.keys().forEach(denials::forget)));
            }
        }
        try {
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                    .get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException _) {
            // What was not given back is refilled.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the parts said, and what kept others from saying anything. */
    private record Answers(List<Answer> each, List<RuntimeException> failures) {
        Answers orThrow() {
            if (!failures.isEmpty()) {
                throw failures.getFirst();
            }
            return this;
        }

        boolean admitted() {
            return each.stream().allMatch(answer -> answer.decisions.admitted());
        }

        Bulk.Decisions decisions(Bulk.Mode mode) {
            return joined(mode, answer -> answer.decisions.each());
        }

        Bulk.Decisions refused(Bulk.Mode mode) {
            return joined(mode, answer -> answer.reply.refused(answer.share.requests, mode));
        }

        private Bulk.Decisions joined(Bulk.Mode mode, Function<Answer, List<Decision>> read) {
            Decision[] all = new Decision
                    [each.stream()
                            .mapToInt(answer -> answer.share.places.size())
                            .sum()];
            for (Answer answer : each) {
                List<Decision> decisions = read.apply(answer);
                for (int i = 0; i < decisions.size(); i++) {
                    all[answer.share.places.get(i)] = decisions.get(i);
                }
            }
            return new Bulk.Decisions(mode, Arrays.asList(all));
        }
    }
}
