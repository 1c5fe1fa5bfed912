package dev.portside.redis.limits;

import dev.portside.domain.ratelimits.Algorithm;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.domain.ratelimits.Plan;
import dev.portside.redis.Redis;
import io.lettuce.core.protocol.CommandArgs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A group of calls in the script's words, and its answer in theirs. */
final class Wording {
    private final List<LimitCall> group;
    private final KnownPlans known;
    private final List<Plan[]> governing = new ArrayList<>();
    private final List<Plan> distinct = new ArrayList<>();
    private final Map<Long, Integer> numbers = new HashMap<>();
    private int requests;

    Wording(List<LimitCall> group, KnownPlans known) {
        this.group = group;
        this.known = known;
        for (LimitCall call : group) {
            Plan[] each = new Plan[call.requests().size()];
            for (int i = 0; i < each.length; i++) {
                each[i] = known.table().governing(call.requests().get(i).key());
                number(each[i]);
            }
            governing.add(each);
            requests += each.length;
        }
    }

    /** The plan's, counted from 1 in the order in which plans were met. */
    private int number(Plan plan) {
        return numbers.computeIfAbsent(plan.version(), _ -> {
            distinct.add(plan);
            return distinct.size();
        });
    }

    /** @param resetsKey the last one, if there is any */
    CommandArgs<byte[], byte[]> arguments(byte[] generationKey, String keyPrefix, Optional<byte[]> resetsKey) {
        CommandArgs<byte[], byte[]> words = Redis.arguments()
                .add(1L + requests + (resetsKey.isPresent() ? 1 : 0))
                .addKey(generationKey);
        for (LimitCall call : group) {
            for (LimitRequest request : call.requests()) {
                words.addKey((keyPrefix + request.key().value()).getBytes(StandardCharsets.UTF_8));
            }
        }
        resetsKey.ifPresent(words::addKey);
        words.add(known.generation()).add(distinct.size());
        for (Plan plan : distinct) {
            Algorithm algorithm = plan.terms().algorithm();
            words.add(TermsText.kind(algorithm))
                    .add(plan.version())
                    .add(TermsText.a(algorithm))
                    .add(TermsText.b(algorithm))
                    .add(TermsText.c(algorithm));
        }
        for (int i = 0; i < group.size(); i++) {
            LimitCall call = group.get(i);
            words.add(call.what().with(call.requests().size()));
            for (int j = 0; j < call.requests().size(); j++) {
                words.add(number(governing.get(i)[j]))
                        .add(call.requests().get(j).cost());
            }
        }
        return words;
    }

    /** Answers the calls. */
    void answer(long[] numbers, long sentNanos) {
        long received = System.nanoTime();
        int at = 1;
        for (int i = 0; i < group.size(); i++) {
            Plan[] each = governing.get(i);
            group.get(i).reply().complete(new LimitCall.Reply(known, each, numbers, at, sentNanos, received));
            at += each.length * LimitCall.Reply.NUMBERS_PER_REQUEST;
        }
    }
}
