package dev.portside.http;

import io.helidon.http.Method;
import java.util.List;
import java.util.Optional;

/**
 * One operation of the API.
 *
 * @param path with parameters in braces, as in {@code /api/users/{id}}; also the {@code http.route} of its metrics
 * @param mediaTypes of its good answers, the preferred one first; the caller's {@code Accept} must take one of
 *     them, unless there are none
 * @param shortcut of a hot GET route
 * @param plainWrite of a hot POST route
 */
public record Route(
        Method method,
        String path,
        Access access,
        List<String> mediaTypes,
        Handler handler,
        Optional<Shortcut> shortcut,
        Optional<PlainWrite> plainWrite) {
    private Route(Method method, String path, Handler handler) {
        this(method, path, Access.OPEN, List.of(Answer.JSON), handler, Optional.empty(), Optional.empty());
    }

    public static Route get(String path, Handler handler) {
        return new Route(Method.GET, path, handler);
    }

    public static Route post(String path, Handler handler) {
        return new Route(Method.POST, path, handler);
    }

    public static Route put(String path, Handler handler) {
        return new Route(Method.PUT, path, handler);
    }

    public static Route delete(String path, Handler handler) {
        return new Route(Method.DELETE, path, handler);
    }

    /** The same route with another access rule. */
    public Route with(Access rule) {
        return new Route(method, path, rule, mediaTypes, handler, shortcut, plainWrite);
    }

    /** The same route with other media types than JSON; {@link Call#mediaType} tells which of them is wanted. */
    public Route producing(String... types) {
        return new Route(method, path, access, List.of(types), handler, shortcut, plainWrite);
    }

    /** The same route, refusing every call that is admitted to it. */
    public Route refusing(Problem problem) {
        Handler refusal = _ -> {
            throw new ProblemException(problem);
        };
        return new Route(method, path, access, mediaTypes, refusal, Optional.empty(), Optional.empty());
    }

    /** The same route with ready answers for its plainest calls. */
    public Route shortcut(Shortcut way) {
        return new Route(method, path, access, mediaTypes, handler, Optional.of(way), plainWrite);
    }

    /** The same route with a short way for its plainest calls. */
    public Route plainWrite(PlainWrite way) {
        return new Route(method, path, access, mediaTypes, handler, shortcut, Optional.of(way));
    }
}
