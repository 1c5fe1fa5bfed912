package dev.portside.domain.log;

import dev.portside.domain.shared.Invalid;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an entry stands in its topic, and when it was accepted there (to the millisecond).
 *
 * <p>Offsets count within one partition only. When a topic gets more partitions, a key may move; entries of different
 * partitions are therefore compared by their time.
 */
public record LogPlace(int partition, long offset, Instant acceptedAt) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})/(\\d{1,18})/(\\d{1,15})");

    public LogPlace {
        if (partition < 0 || offset < 0) {
            throw new Invalid("a partition and an offset are 0 or more");
        }
        acceptedAt = acceptedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Whether an entry here was accepted after one there, both having the same key. */
    public boolean isAfter(LogPlace other) {
        return partition == other.partition ? offset > other.offset : acceptedAt.isAfter(other.acceptedAt);
    }

    /** The place as {@link #parse} reads it. */
    public String text() {
        return partition + "/" + offset + "/" + acceptedAt.toEpochMilli();
    }

    public static LogPlace parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new Invalid("must be partition/offset/milliseconds");
        }
        return new LogPlace(
                Integer.parseInt(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                Instant.ofEpochMilli(Long.parseLong(matcher.group(3))));
    }
}
