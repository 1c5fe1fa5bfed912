package dev.portside.redis;

import dev.portside.domain.shared.Unavailable;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the failures of commands mean. */
public final class RedisFaults {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** Answers of a server that is there and cannot serve yet, or not any more. */
    private static final List<String> PASSING = List.of(
            "LOADING",
            "BUSY",
            "MASTERDOWN",
            "READONLY",
            "MISCONF",
            "NOREPLICAS",
            "NOAUTH",
            "NOPERM",
            // Of a cluster whose slots are moving, or have nobody.
            "CLUSTERDOWN",
            "TRYAGAIN",
            "ASK",
            "MOVED");

    /** How servers before 7.0 answer when a command within a script is refused. */
    private static final Pattern WITHIN_SCRIPT = Pattern.compile("ERR Error running script .* -(?<refusal>[A-Z]+ .*)");

    private RedisFaults() {}

    /**
     * What a failed command is to be reported as: {@link RedisAway} when there was no answer or none that counts,
     * {@link Unavailable} when the server has no room, else the fault itself.
     */
    public static RuntimeException of(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof RedisCommandExecutionException refused) {
            String message = refusal(String.valueOf(refused.getMessage()));
            if (message.startsWith("OOM")) {
                return new Unavailable("Redis has no room", RETRY_AFTER, refused);
            }
            return PASSING.stream().anyMatch(message::startsWith) ? new RedisAway(message) : refused;
        }
        if (cause instanceof RedisAway away) {
            return away;
        }
        if (cause instanceof RedisException || cause instanceof IOException) {
            return new RedisAway(String.valueOf(cause.getMessage()));
        }
        return cause instanceof RuntimeException fault ? fault : new IllegalStateException(cause);
    }

    private static String refusal(String message) {
        Matcher withinScript = WITHIN_SCRIPT.matcher(message);
        return withinScript.matches() ? withinScript.group("refusal") : message;
    }

    /** The innermost failure's words. */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /** Without the wrappings of futures. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
