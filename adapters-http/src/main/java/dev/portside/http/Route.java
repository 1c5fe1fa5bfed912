package dev.portside.http;

import io.helidon.http.Method;

/**
 * One operation of the API.
 *
 * @param path with parameters in braces, as in {@code /api/users/{id}}; also the {@code http.route} of its metrics
 */
public record Route(Method method, String path, Access access, Handler handler) {
    public static Route get(String path, Handler handler) {
        return new Route(Method.GET, path, Access.OPEN, handler);
    }

    public static Route post(String path, Handler handler) {
        return new Route(Method.POST, path, Access.OPEN, handler);
    }

    public static Route put(String path, Handler handler) {
        return new Route(Method.PUT, path, Access.OPEN, handler);
    }

    public static Route delete(String path, Handler handler) {
        return new Route(Method.DELETE, path, Access.OPEN, handler);
    }

    /** The same route with another access rule. */
    public Route with(Access rule) {
        return new Route(method, path, rule, handler);
    }
}
