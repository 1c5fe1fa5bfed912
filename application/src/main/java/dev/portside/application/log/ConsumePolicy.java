package dev.portside.application.log;

import dev.portside.domain.shared.Backoff;
import java.time.Duration;

/**
 * How a log is consumed.
 *
 * @param batchSizeMax entries per batch
 * @param flushInterval the longest that an entry in hand waits for company
 * @param retriesMax repeats of a batch that failed for a passing reason, before the failure counts for the breaker
 */
public record ConsumePolicy(int batchSizeMax, Duration flushInterval, int retriesMax, Backoff backoff) {}
