package dev.portside.faults.oracle;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Something that went wrong with one record, in words for whoever has to find out why.
 *
 * @param at a moment of {@link System#nanoTime} at which it was so; empty when its judge knows none
 */
public record Fault(Kind kind, String id, String detail, OptionalLong at) {
    /** Characters of what may hold a whole message. */
    private static final int SHOWN_MAX = 1_000;

    /** What is wrong. */
    public enum Kind {
        /** An accepted operation had no effect, or its task is gone or never ends. */
        LOST,
        /** An operation had its effect twice. */
        DOUBLED,
        /** An operation overtook one that was accepted before it was sent. */
        INVERTED,
        /** A task says that it ended in a way in which it can't have. */
        WRONG_OUTCOME,
        /** A read that is older than it may be. */
        STALE,
        /** More was given than there was. */
        OVER_ADMITTED,
        /** A value that nobody sent, or one that readers don't find. */
        WRONG_VALUE,
        /** More than one thing, or something else. */
        UNEXPLAINED
    }

    public Fault(Kind kind, String id, String detail) {
        this(kind, id, detail, OptionalLong.empty());
    }

    public Fault(Kind kind, String id, String detail, long at) {
        this(kind, id, detail, OptionalLong.of(at));
    }

    /** How many there are of the kinds that matter most, in words. */
    public static String counts(Collection<Fault> faults) {
        Map<Kind, Long> kinds = faults.stream().collect(Collectors.groupingBy(Fault::kind, Collectors.counting()));
        long lost = kinds.getOrDefault(Kind.LOST, 0L);
        long doubled = kinds.getOrDefault(Kind.DOUBLED, 0L);
        long inverted = kinds.getOrDefault(Kind.INVERTED, 0L);
        return "lost %d, doubled %d, out of order %d, otherwise wrong %d"
                .formatted(lost, doubled, inverted, faults.size() - lost - doubled - inverted);
    }

    @Override
    public String toString() {
        return kind + " " + id + ": " + shortened(detail);
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "...";
    }
}
