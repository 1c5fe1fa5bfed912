package dev.portside.redis.limits;

import dev.portside.domain.ratelimits.Algorithm;
import dev.portside.domain.ratelimits.Bulk;
import dev.portside.domain.ratelimits.Decision;
import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.redis.Redis;
import io.lettuce.core.protocol.CommandArgs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one part of a cluster gave for a bulk, in the words of the script that takes it back. */
final class GivingBack {
    /** One key's tokens in all, and which request for them was the first. */
    private record Owed(int request, long cost) {
        Owed and(Owed more) {
            return new Owed(request, cost + more.cost);
        }
    }

    private final LimitCall.Reply reply;
    private final Map<LimitKey, Owed> owed = new LinkedHashMap<>();

    GivingBack(LimitCall.Reply reply, List<LimitRequest> requests, Bulk.Decisions decisions) {
        this.reply = reply;
        for (int i = 0; i < requests.size(); i++) {
            if (decisions.each().get(i) instanceof Decision.Allowed) {
                LimitRequest request = requests.get(i);
                owed.merge(request.key(), new Owed(i, request.cost()), Owed::and);
            }
        }
    }

    boolean isEmpty() {
        return owed.isEmpty();
    }

    Set<LimitKey> keys() {
        return owed.keySet();
    }

    CommandArgs<byte[], byte[]> arguments(byte[] resetsKey, String keyPrefix) {
        CommandArgs<byte[], byte[]> words =
                Redis.arguments().add(1L + owed.size()).addKey(resetsKey);
        owed.keySet().forEach(key -> words.addKey(Place.bytes(keyPrefix + key.value())));
        words.add(reply.nowMicros());
        owed.forEach((_, each) -> {
            Algorithm algorithm = reply.plan(each.request).terms().algorithm();
            words.add(reply.plan(each.request).version())
                    .add(TermsText.kind(algorithm))
                    .add(TermsText.a(algorithm))
                    .add(TermsText.b(algorithm))
                    .add(TermsText.c(algorithm))
                    .add(each.cost)
                    .add(reply.bucket(each.request).sinceMicros(reply.nowMicros()));
        });
        return words;
    }
}
