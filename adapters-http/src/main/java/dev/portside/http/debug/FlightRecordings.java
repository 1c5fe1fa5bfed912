package dev.portside.http.debug;

import dev.portside.domain.shared.Unavailable;
import dev.portside.http.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/**
 * Recordings of what the JVM does, one at a time, with the JDK's settings for profiling (some 2 % of the processor). They
 * are sent while they are made, in parts: recordings one after the other are one recording. So a caller that leaves is
 * noticed at the next part but one, and what was sent is kept nowhere. Each part begins before the one before it ends, so
 * that nothing is missed; what happens in these few milliseconds is in both. The JVM keeps a part in files of its own until
 * it has been sent; of one that grows past {@value #BYTES_MAX} bytes, about, the oldest is lost.
 */
public final class FlightRecordings implements AutoCloseable {
    private static final String SETTINGS = "profile";
    private static final long BYTES_MAX = 64 << 20;
    private static final int PIECE_BYTES = 64 << 10;
    private static final Duration PART_TIME = Duration.ofSeconds(5);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Duration partTime;
    private final Semaphore one = new Semaphore(1);
    private final CountDownLatch closing = new CountDownLatch(1);

    public FlightRecordings() {
        this(PART_TIME);
    }

    FlightRecordings(Duration partTime) {
        this.partTime = partTime;
    }

    /**
     * A recording that begins when it is written and ends after that time, or when this is closed.
     *
     * @throws Unavailable when another one is being made
     */
    Answer.Stream begin(Duration time) {
        if (!one.tryAcquire()) {
            throw new Unavailable("another recording is being made", RETRY_AFTER);
        }
        return new Parts(time);
    }

    private final class Parts implements Answer.Stream {
        private final Duration time;
        private final AtomicBoolean ended = new AtomicBoolean();

        Parts(Duration time) {
            this.time = time;
        }

        @Override
        public void write(Consumer<byte[]> out) throws InterruptedException {
            long end = System.nanoTime() + time.toNanos();
            Recording part = start();
            try {
                while (!isOver(end)) {
                    Recording next = start();
                    try (Recording done = part) {
                        part = next;
                        send(done, out);
                    }
                }
                send(part, out);
            } catch (IOException | IllegalStateException e) {
                // The JVM gives up its recordings when it ends.
                if (closing.getCount() > 0) {
                    throw new IllegalStateException("the recording was lost", e);
                }
            } finally {
                part.close();
            }
        }

        /** Waits until this part is to be sent; whether it is the last one. */
        private boolean isOver(long end) throws InterruptedException {
            long left = end - System.nanoTime();
            return closing.await(Math.min(left, partTime.toNanos()), TimeUnit.NANOSECONDS)
                    || left <= partTime.toNanos();
        }

        @Override
        public void close() {
            if (ended.compareAndSet(false, true)) {
                one.release();
            }
        }
    }

    private static Recording start() {
        try {
            Recording part = new Recording(Configuration.getConfiguration(SETTINGS));
            part.setMaxSize(BYTES_MAX);
            part.start();
            return part;
        } catch (IOException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(Recording part, Consumer<byte[]> out) throws IOException {
        part.stop();
        try (InputStream bytes = part.getStream(null, null)) {
            for (byte[] piece = bytes.readNBytes(PIECE_BYTES);
                    piece.length > 0;
                    piece = bytes.readNBytes(PIECE_BYTES)) {
                out.accept(piece);
            }
        }
    }

    /** Ends the recording that is being made, and keeps every later one short. */
    @Override
    public void close() {
        closing.countDown();
    }
}
