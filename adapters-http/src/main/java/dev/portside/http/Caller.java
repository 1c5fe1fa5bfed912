package dev.portside.http;

import java.util.Set;

/**
 * Who calls: the subject of a checked token, or nobody in particular.
 *
 * @param subject the token's {@code sub}; {@code anonymous} without a token
 */
public record Caller(String subject, Set<String> roles) {
    public static final Caller ANONYMOUS = new Caller("anonymous", Set.of());
}
