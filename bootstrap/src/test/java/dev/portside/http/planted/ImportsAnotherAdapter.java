package dev.portside.http.planted;

import dev.portside.postgres.memory.InMemoryRecords;

/** Breaks a rule on purpose. */
public record ImportsAnotherAdapter(InMemoryRecords records) {}
