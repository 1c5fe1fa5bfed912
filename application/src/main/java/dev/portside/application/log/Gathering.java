package dev.portside.application.log;

import dev.portside.domain.log.LogBatch;
import dev.portside.domain.log.LogReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes batches from a reader. An idle consumer takes whatever comes first and waits for nothing. A busy one, which found
 * entries that came while it worked, waits for company: as long as more keeps coming, and never longer than the flush
 * interval, so that under load few large batches replace many small ones and a lone entry is hardly delayed.
 */
final class Gathering {
    static final Duration IDLE_WAIT_MAX = Duration.ofSeconds(1);

    /** A silence of this part of the flush interval means that nobody else comes. */
    private static final int SILENCES_PER_INTERVAL = 100;

    private final LogReader reader;
    private final int sizeMax;
    private final Duration flushInterval;
    private final InstantSource clock;

    Gathering(LogReader reader, int sizeMax, Duration flushInterval, InstantSource clock) {
        this.reader = reader;
        this.sizeMax = sizeMax;
        this.flushInterval = flushInterval;
        this.clock = clock;
    }

    /** At most {@code sizeMax} entries, one batch per partition; empty when none came for {@link #IDLE_WAIT_MAX}. */
    Collection<LogBatch> next() throws InterruptedException {
        List<LogBatch> waiting = reader.poll(sizeMax, Duration.ZERO);
        return waiting.isEmpty() ? reader.poll(sizeMax, IDLE_WAIT_MAX) : withCompany(waiting);
    }

    private Collection<LogBatch> withCompany(List<LogBatch> first) throws InterruptedException {
        Instant flushAt = clock.instant().plus(flushInterval);
        Duration silence = flushInterval.dividedBy(SILENCES_PER_INTERVAL);
        Map<Integer, LogBatch> inHand = new LinkedHashMap<>();
        List<LogBatch> more = first;
        while (!more.isEmpty()) {
            more.forEach(batch -> inHand.merge(batch.partition(), batch, LogBatch::followedBy));
            int room = sizeMax - size(inHand.values());
            Duration left = Duration.between(clock.instant(), flushAt);
            if (room <= 0 || !left.isPositive()) {
                break;
            }
            more = reader.pollAfter(room, left.compareTo(silence) < 0 ? left : silence);
        }
        return inHand.values();
    }

    private static int size(Collection<LogBatch> batches) {
        return batches.stream().mapToInt(batch -> batch.entries().size()).sum();
    }
}
