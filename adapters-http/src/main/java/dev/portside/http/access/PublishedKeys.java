package dev.portside.http.access;

import static java.lang.System.Logger.Level.WARNING;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import dev.portside.domain.shared.Unavailable;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Public keys as their owner publishes them. They are read again when they are old and when a token names a key that is
 * not among them (rotation), yet never more often than every {@link #PAUSE}, whatever callers send. While the source is
 * away the last keys count on for {@link #KEPT_MAX}.
 */
public final class PublishedKeys implements TrustedKeys {
    static final Duration AGE_MAX = Duration.ofMinutes(5);
    static final Duration PAUSE = Duration.ofSeconds(10);
    static final Duration KEPT_MAX = Duration.ofHours(1);

    private static final System.Logger LOG = System.getLogger(PublishedKeys.class.getName());

    /** @param readAt when these keys were published for sure; {@code triedAt} when reading was tried last */
    private record Known(List<PublishedKey> keys, Instant readAt, Instant triedAt) {}

    private final KeySource source;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Known known = new Known(List.of(), Instant.MIN, Instant.MIN);

    public PublishedKeys(KeySource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public List<JWSVerifier> verifiers(JWSAlgorithm algorithm, Optional<String> keyId) {
        if (algorithm.equals(JWSAlgorithm.HS256)) {
            return List.of();
        }
        List<JWSVerifier> found = matching(keys(AGE_MAX), algorithm, keyId);
        return found.isEmpty() ? matching(keys(PAUSE), algorithm, keyId) : found;
    }

    private static List<JWSVerifier> matching(List<PublishedKey> keys, JWSAlgorithm algorithm, Optional<String> keyId) {
        return keys.stream()
                .filter(key -> key.fits(algorithm, keyId))
                .map(PublishedKey::verifier)
                .toList();
    }

    /** Keys that were read within {@code ageMax}, as far as the source and the pause between reads allow it. */
    private List<PublishedKey> keys(Duration ageMax) {
        if (isDue(ageMax)) {
            reading.lock();
            try {
                if (isDue(ageMax)) {
                    known = read();
                }
            } finally {
                reading.unlock();
            }
        }
        Known now = known;
        if (!isWithin(now.readAt, KEPT_MAX)) {
            throw new Unavailable("the keys for checking tokens cannot be read", PAUSE);
        }
        return now.keys;
    }

    private boolean isDue(Duration ageMax) {
        Known now = known;
        return !isWithin(now.readAt, ageMax) && !isWithin(now.triedAt, PAUSE);
    }

    private boolean isWithin(Instant since, Duration time) {
        return since.isAfter(clock.instant().minus(time));
    }

    private Known read() {
        Instant now = clock.instant();
        try {
            return new Known(PublishedKey.allOf(source.read()), now, now);
        } catch (IOException | ParseException | IllegalArgumentException e) {
            LOG.log(WARNING, "the keys for checking tokens cannot be read; those known before count on", e);
            return new Known(known.keys, known.readAt, now);
        }
    }
}
