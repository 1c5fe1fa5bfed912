package dev.portside.domain.records;

import java.time.Instant;

/**
 * A record as it is stored.
 *
 * @param version 1 after the insert, one more after each update
 */
public record StoredRecord(RecordId id, JsonText value, long version, Instant createdAt, Instant updatedAt) {}
