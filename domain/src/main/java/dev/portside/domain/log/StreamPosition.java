package dev.portside.domain.log;

/**
 * How far a consumer has come in one partition of a log. Stored in the same transaction as the effects of what was read,
 * so that each entry takes effect once.
 *
 * @param from the offset that the consumer believes to be stored; a store that holds another one refuses the whole batch
 * @param next the offset of the first entry that is not yet read
 */
public record StreamPosition(LogStream stream, int partition, long from, long next) {}
