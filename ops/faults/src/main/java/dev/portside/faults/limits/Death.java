package dev.portside.faults.limits;

/** A store was killed between these moments of {@link System#nanoTime}. */
public record Death(long from, long to) {}
