package dev.portside.http;

/** Sees every answered call, after its answer was handed to the connection. Must be fast and must not throw. */
@FunctionalInterface
public interface CallObserver {
    /** @param route the route's path with its parameters in braces, never the path that was sent */
    void answered(String method, String route, int status, long nanos);
}
