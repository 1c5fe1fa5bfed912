package dev.portside.http;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ready answers for the plainest calls of a hot GET route. */
@FunctionalInterface
public interface Shortcut {
    /** Where the answers to equal calls come from, one after the other. */
    @FunctionalInterface
    interface Source {
        /** The answer as it is now; null, or any exception, when the route's handler must answer. */
        @Nullable
        ReadyAnswers next();
    }

    /**
     * @param parameters of the path, decoded
     * @param query as it was sent, without the question mark; empty when there is none
     * @return empty, or any exception, when the call says more than this can tell; the route's handler answers it then
     */
    Optional<Source> find(Map<String, String> parameters, String query);
}
