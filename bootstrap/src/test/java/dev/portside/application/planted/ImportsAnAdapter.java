package dev.portside.application.planted;

import dev.portside.http.Route;

/** Breaks a rule on purpose. */
public record ImportsAnAdapter(Route route) {}
