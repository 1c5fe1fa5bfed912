package dev.portside.postgres.planted;

import dev.portside.application.shared.Worker;

/** Breaks a rule on purpose. */
public record ImportsTheApplication(Worker worker) {}
