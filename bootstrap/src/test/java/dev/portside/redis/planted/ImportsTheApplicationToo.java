package dev.portside.redis.planted;

import dev.portside.application.shared.Worker;

/** Breaks a rule on purpose. */
public record ImportsTheApplicationToo(Worker worker) {}
