package dev.portside.http;

import java.util.Optional;

/** Ready answers for the plainest calls of a hot GET route. */
@FunctionalInterface
public interface Shortcut {
    /**
     * @param query as it was sent, without the question mark; empty when there was none
     * @return empty when the query says more than this can tell; the route's handler answers it then
     */
    Optional<ReadyAnswer> answer(String query);
}
