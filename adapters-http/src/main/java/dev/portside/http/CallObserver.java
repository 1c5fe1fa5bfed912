package dev.portside.http;

/** Sees every answered call, once its answer is at hand. Must be fast and must not throw. */
@FunctionalInterface
public interface CallObserver {
    /** In place of a method that no route has, so that callers cannot invent labels. */
    String OTHER_METHOD = "_OTHER";

    /**
     * @param method of HTTP, or {@link #OTHER_METHOD}
     * @param route the route's path with its parameters in braces, never the path that was sent; empty when there is none
     */
    void answered(String method, String route, int status, long nanos);

    /** Both, this one first. */
    default CallObserver and(CallObserver other) {
        return (method, route, status, nanos) -> {
            answered(method, route, status, nanos);
            other.answered(method, route, status, nanos);
        };
    }
}
