package dev.portside.domain.ratelimits;

/**
 * How a key stands at one moment.
 *
 * @param tokens how many it may take at once
 * @param nextTokenMicros the time within which it can take no more than that
 * @param resetMicros the time until it is full when nothing is taken; its bucket is kept that long
 */
public record Standing(Plan plan, long tokens, long nextTokenMicros, long resetMicros) {}
