package dev.portside.nats.planted;

import dev.portside.postgres.memory.InMemoryOrders;

/** Breaks a rule on purpose. */
public record ImportsPostgres(InMemoryOrders orders) {}
