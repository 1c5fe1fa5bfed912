package dev.portside.http.debug;

import dev.portside.domain.shared.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/**
 * Recordings of what the JVM does, one at a time, with the JDK's settings for profiling (some 2 % of the processor). The
 * JVM keeps a recording in files; nothing of them is left when it has been read. Of one that grows past
 * {@value #BYTES_MAX} bytes, about, the oldest part is lost.
 */
public final class FlightRecordings implements AutoCloseable {
    private static final String SETTINGS = "profile";
    private static final long BYTES_MAX = 64 << 20;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Semaphore one = new Semaphore(1);
    private final CountDownLatch closing = new CountDownLatch(1);

    /**
     * Records for that time, or until this is closed.
     *
     * @return empty when another one is being made
     * @throws Unavailable when the JVM ends, which gives up its recordings, too
     */
    Optional<byte[]> make(Duration time) throws InterruptedException {
        if (!one.tryAcquire()) {
            return Optional.empty();
        }
        try (Recording recording = new Recording(Configuration.getConfiguration(SETTINGS))) {
            recording.setMaxSize(BYTES_MAX);
            recording.start();
            boolean _ = closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
            recording.stop();
            return Optional.of(bytes(recording));
        } catch (IOException | IllegalStateException e) {
            if (closing.getCount() == 0) {
                throw new Unavailable("the service is stopping, and its recording with it", RETRY_AFTER, e);
            }
            throw new IllegalStateException("the recording was lost", e);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        } finally {
            one.release();
        }
    }

    private static byte[] bytes(Recording recording) throws IOException {
        Path file = Files.createTempFile("portside-", ".jfr");
        try {
            recording.dump(file);
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    /** Ends the recording that is being made, and keeps every later one short. */
    @Override
    public void close() {
        closing.countDown();
    }
}
