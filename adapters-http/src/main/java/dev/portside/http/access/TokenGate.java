package dev.portside.http.access;

import dev.portside.http.Access;
import dev.portside.http.Call;
import dev.portside.http.Caller;
import dev.portside.http.Gate;
import dev.portside.http.Problem;
import dev.portside.http.ProblemException;
import io.helidon.http.HeaderNames;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lets a call pass by its bearer token (RFC 6750). A token that is sent where none is needed must be good all the same: a
 * caller whose token ran out would otherwise go on as somebody else.
 */
public final class TokenGate implements Gate {
    private static final String CHALLENGE = "Bearer realm=\"portside\"";
    private static final String SCHEME = "Bearer ";
    private static final Caller EVERYBODY = new Caller(
            Caller.ANONYMOUS.subject(),
            Arrays.stream(Access.values())
                    .flatMap(access -> access.role().stream())
                    .collect(Collectors.toUnmodifiableSet()));

    private final AuthMode mode;
    private final Tokens tokens;

    public TokenGate(AuthMode mode, Tokens tokens) {
        this.mode = mode;
        this.tokens = tokens;
    }

    @Override
    public Caller admit(Access access, Call call) {
        if (mode == AuthMode.OFF) {
            return EVERYBODY;
        }
        if (access == Access.ALWAYS_OPEN) {
            return Caller.ANONYMOUS;
        }
        Optional<String> token = token(call);
        if (token.isEmpty()) {
            if (mode == AuthMode.ALL || access.role().isPresent()) {
                throw new ProblemException(Problem.unauthorized("this call needs a bearer token", CHALLENGE));
            }
            return Caller.ANONYMOUS;
        }
        Caller caller = switch (tokens.check(token.get())) {
            case Tokens.Verdict.Trusted trusted -> trusted.caller();
            case Tokens.Verdict.Refused refused -> throw refused(refused.why());
        };
        access.role().filter(role -> !caller.roles().contains(role)).ifPresent(role -> {
            throw forbidden(role);
        });
        return caller;
    }

    @Override
    public boolean isOpen(Access access) {
        return switch (mode) {
            case OFF -> true;
            case WRITES -> access.role().isEmpty();
            case ALL -> access == Access.ALWAYS_OPEN;
        };
    }

    private static Optional<String> token(Call call) {
        List<String> sent = call.headers(HeaderNames.AUTHORIZATION);
        if (sent.size() > 1) {
            throw refused("there must be one Authorization header");
        }
        return sent.stream()
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip())
                .findFirst();
    }

    /** @param why plain text without quotes, since it goes into a quoted string */
    private static ProblemException refused(String why) {
        String challenge = CHALLENGE + ", error=\"invalid_token\", error_description=\"" + why.replace('"', '\'') + '"';
        return new ProblemException(Problem.unauthorized(why, challenge));
    }

    private static ProblemException forbidden(String role) {
        String challenge = CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + role + '"';
        return new ProblemException(Problem.forbidden("this call needs the role '" + role + "'", challenge));
    }
}
