package dev.portside.http.rung.planted;

import dev.portside.http.ring.planted.Left;

/** Half of a cycle, on purpose. */
public record Right(Left left) {}
