package dev.portside.kafka;

import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Tells what a failure of a client means. */
public final class KafkaFaults {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final Set<Class<? extends Throwable>> FENCING =
            Set.of(ProducerFencedException.class, InvalidProducerEpochException.class);

    private static final Set<Class<? extends Throwable>> REFUSALS = Set.of(
            InvalidRecordException.class,
            InvalidTimestampException.class,
            RecordBatchTooLargeException.class,
            RecordTooLargeException.class);

    private KafkaFaults() {}

    /** Somebody has taken over this producer's transactional id. */
    public static boolean isFencing(Throwable failure) {
        return FENCING.stream().anyMatch(kind -> hasCause(failure, kind));
    }

    /** A record is refused for what it is, so that it will be refused again; others may pass. */
    public static boolean isRefusal(Throwable failure) {
        return REFUSALS.stream().anyMatch(kind -> hasCause(failure, kind));
    }

    /** A record is refused for its size. */
    public static boolean isTooLarge(Throwable failure) {
        return hasCause(failure, RecordTooLargeException.class)
                || hasCause(failure, RecordBatchTooLargeException.class);
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    public static Unavailable unavailable(Throwable cause) {
        return new Unavailable(what(cause), RETRY_AFTER, cause);
    }

    private static String what(Throwable cause) {
        if (hasCause(cause, AuthenticationException.class)) {
            return "Kafka does not accept this instance's credentials";
        }
        if (hasCause(cause, AuthorizationException.class)) {
            return "Kafka does not allow this instance what it needs";
        }
        return "Kafka cannot be reached now";
    }
}
