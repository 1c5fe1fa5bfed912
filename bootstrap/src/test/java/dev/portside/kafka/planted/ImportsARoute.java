package dev.portside.kafka.planted;

import dev.portside.http.Route;

/** Breaks a rule on purpose. */
public record ImportsARoute(Route route) {}
