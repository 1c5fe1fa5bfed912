package dev.portside.domain.users;

import java.time.Duration;

/**
 * The outbox at a glance; reading it costs the same however many events were sent.
 *
 * @param unsent events that wait or are being published; dead ones don't count
 * @param oldestUnsent the age of the oldest of them, zero when there is none
 */
public record OutboxStats(long unsent, Duration oldestUnsent) {}
