package dev.portside.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;

/**
 * What a caller already has and can read; nothing but for GET and HEAD.
 *
 * @param gzip whether a compressed body is welcome
 * @param known the entity tags of what the caller has, as {@code If-None-Match} names them
 */
record Wishes(boolean gzip, Optional<String> known) {
    static final Wishes NONE = new Wishes(false, Optional.empty());

    static Wishes of(ServerRequest request) {
        Method method = request.prologue().method();
        if (!method.equals(Method.GET) && !method.equals(Method.HEAD)) {
            return NONE;
        }
        return of(line(request, HeaderNames.ACCEPT_ENCODING), line(request, HeaderNames.IF_NONE_MATCH));
    }

    static Wishes of(Optional<String> acceptEncoding, Optional<String> ifNoneMatch) {
        return new Wishes(acceptEncoding.filter(Accept::gzip).isPresent(), ifNoneMatch);
    }

    private static Optional<String> line(ServerRequest request, HeaderName name) {
        return request.headers().contains(name)
                ? Optional.of(String.join(",", request.headers().all(name, List::of)))
                : Optional.empty();
    }
}
