package dev.portside.http.ratelimits;

import dev.portside.domain.ratelimits.Decision;
import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.domain.ratelimits.RateLimits;
import dev.portside.http.Access;
import dev.portside.http.Call;
import dev.portside.http.Caller;
import dev.portside.http.Gate;
import dev.portside.http.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Limits the calls of this service: one token each, by the subject of the token, else by the client's address. Calls that
 * are always open are never limited; one whose token is refused counts for its address, so that nobody tries tokens at
 * will. Every answer of a limited call tells how its caller stands. No route {@code isOpen}, since hot reads count as well.
 *
 * <p>The keys are {@code calls:subject:...} and {@code calls:address:...}, so that a plan for {@code calls:} says how many
 * calls there may be. An IPv6 client is its first 64 bits, of which it can use every address.
 */
public final class RateLimitGate implements Gate {
    private static final String POLICY = "calls";
    private static final String SUBJECT = POLICY + ":subject:";
    private static final String ADDRESS = POLICY + ":address:";
    private static final int IPV6_GROUPS = 8;
    private static final int IPV6_NETWORK_GROUPS = 4;

    private final Gate access;
    private final RateLimits limits;

    /**
     * @param access decides who calls and whether it may
     * @param limits kept for calls alone, out of reach of the calls of the rate limit service
     */
    public RateLimitGate(Gate access, RateLimits limits) {
        this.access = access;
        this.limits = limits;
    }

    @Override
    public Caller admit(Access rule, Call call) {
        if (rule == Access.ALWAYS_OPEN) {
            return access.admit(rule, call);
        }
        Caller caller;
        try {
            caller = access.admit(rule, call);
        } catch (ProblemException e) {
            count(call, address(call.clientAddress()));
            throw e;
        }
        boolean known = !caller.subject().equals(Caller.ANONYMOUS.subject());
        count(call, known ? subject(caller.subject()) : address(call.clientAddress()));
        return caller;
    }

    private void count(Call call, LimitKey key) {
        Decision decision = limits.consume(new LimitRequest(key, 1));
        Map<String, String> fields = LimitFields.of(POLICY, decision.standing());
        if (decision instanceof Decision.Denied denied) {
            throw LimitAnswers.quotaExceeded(
                    "this caller makes more calls than it may", denied.retryMicros(), List.of(POLICY), fields, _ -> {});
        }
        call.answerWith(fields);
    }

    /** The end of a subject that is too long is cut: it shares its limit with others that begin alike. */
    static LimitKey subject(String subject) {
        int length = Math.min(subject.codePointCount(0, subject.length()), LimitKey.LENGTH_MAX - SUBJECT.length());
        return new LimitKey(SUBJECT + subject.substring(0, subject.offsetByCodePoints(0, length)));
    }

    static LimitKey address(String address) {
        String[] groups = address.split(":", -1);
        return new LimitKey(
                groups.length == IPV6_GROUPS
                        ? Arrays.stream(groups)
                                .limit(IPV6_NETWORK_GROUPS)
                                .collect(Collectors.joining(":", ADDRESS, "::"))
                        : ADDRESS + address);
    }
}
