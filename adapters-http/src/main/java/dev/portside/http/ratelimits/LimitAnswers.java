package dev.portside.http.ratelimits;

import dev.portside.application.json.FieldFault;
import dev.portside.application.json.Json;
import dev.portside.domain.ratelimits.Algorithm;
import dev.portside.domain.ratelimits.Bulk;
import dev.portside.domain.ratelimits.Decision;
import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.domain.ratelimits.Standing;
import dev.portside.http.Answer;
import dev.portside.http.Problem;
import dev.portside.http.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Decisions as answers: 200 or 429 with the same members and header fields, 400 for what could never be allowed. */
final class LimitAnswers {
    private static final String QUOTA_EXCEEDED = "https://iana.org/assignments/http-problem-types#quota-exceeded";

    private LimitAnswers() {}

    /** How the key stands, whether or not the request would be allowed. */
    static Answer checked(LimitRequest request, Decision decision) {
        return ok(members(request.key(), fitting(decision)), decision.standing());
    }

    static Answer consumed(LimitRequest request, Decision decision) {
        Decision fitting = fitting(decision);
        if (fitting instanceof Decision.Allowed) {
            return ok(members(request.key(), fitting), fitting.standing());
        }
        String name = fitting.standing().plan().name();
        throw quotaExceeded(
                "the key has " + fitting.standing().tokens() + " tokens, " + request.cost() + " were asked for",
                LimitFields.retryMicros(fitting),
                List.of(name),
                LimitFields.of(name, fitting.standing()),
                members(request.key(), fitting));
    }

    static Answer reset(LimitKey key, Standing standing) {
        return ok(members(key, new Decision.Allowed(standing)), standing);
    }

    static Answer bulk(List<LimitRequest> requests, Bulk.Decisions decisions) {
        refuseWhatNeverFits(decisions);
        Standing tightest = decisions.each().stream()
                .max(Comparator.comparingLong(LimitFields::retryMicros)
                        .thenComparing(decision -> -decision.standing().tokens()))
                .orElseThrow()
                .standing();
        if (decisions.admitted()) {
            return ok(members(requests, decisions), tightest);
        }
        List<String> violated = decisions.each().stream()
                .filter(decision -> LimitFields.retryMicros(decision) > 0)
                .map(decision -> decision.standing().plan().name())
                .distinct()
                .toList();
        throw quotaExceeded(
                "not every key has the tokens that were asked for; none were taken",
                decisions.retryMicros(),
                violated,
                LimitFields.of(tightest.plan().name(), tightest),
                members(requests, decisions));
    }

    /** 429 with the header fields. */
    static ProblemException quotaExceeded(
            String detail,
            long retryMicros,
            List<String> violated,
            Map<String, String> fields,
            Consumer<ObjectNode> members) {
        Problem problem = new Problem(429, QUOTA_EXCEEDED, "Quota Exceeded", detail, List.of(), fields, body -> {
            members.accept(body);
            violated.forEach(body.putArray("violated-policies")::add);
        });
        return new ProblemException(
                problem.header("Retry-After", Problem.seconds(LimitFields.retryAfter(retryMicros))));
    }

    private static Answer ok(Consumer<ObjectNode> members, Standing standing) {
        ObjectNode body = Json.object();
        members.accept(body);
        Answer answer = Answer.ok(body);
        for (Map.Entry<String, String> field :
                LimitFields.of(standing.plan().name(), standing).entrySet()) {
            answer = answer.header(field.getKey(), field.getValue());
        }
        return answer;
    }

    /** The decision itself unless waiting could never help, which is the request's fault. */
    private static Decision fitting(Decision decision) {
        if (decision instanceof Decision.NeverFits never) {
            throw new ProblemException(Problem.badQuery(
                    "tokens", "must be at most " + capacity(never) + ", the capacity of this key's plan"));
        }
        return decision;
    }

    private static void refuseWhatNeverFits(Bulk.Decisions decisions) {
        List<FieldFault> faults = new ArrayList<>();
        for (int i = 0; i < decisions.each().size(); i++) {
            if (decisions.each().get(i) instanceof Decision.NeverFits never) {
                String together = decisions.mode() == Bulk.Mode.ALL_OR_NOTHING ? " for all requests of this key" : "";
                faults.add(new FieldFault(
                        "/requests/" + i + "/tokens",
                        "must be at most " + capacity(never) + together + ", the capacity of this key's plan"));
            }
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(Problem.invalid(faults));
        }
    }

    private static long capacity(Decision decision) {
        return decision.standing().plan().terms().algorithm().capacity();
    }

    private static Consumer<ObjectNode> members(List<LimitRequest> requests, Bulk.Decisions decisions) {
        return body -> {
            body.put("allowed", decisions.admitted())
                    .put("mode", BulkJson.word(decisions.mode()))
                    .put("retry_after_ms", LimitFields.millis(decisions.retryMicros()));
            var results = body.putArray("results");
            for (int i = 0; i < requests.size(); i++) {
                members(requests.get(i).key(), decisions.each().get(i)).accept(results.addObject());
            }
        };
    }

    private static Consumer<ObjectNode> members(LimitKey key, Decision decision) {
        Standing standing = decision.standing();
        Algorithm algorithm = standing.plan().terms().algorithm();
        return body -> body.put("key", key.value())
                .put("allowed", decision instanceof Decision.Allowed)
                .put("tokens", standing.tokens())
                .put("capacity", algorithm.capacity())
                .put("refill_per_second", algorithm.refillPerSecond())
                .put("retry_after_ms", LimitFields.millis(LimitFields.retryMicros(decision)))
                .put("reset_after_ms", LimitFields.millis(standing.resetMicros()));
    }
}
