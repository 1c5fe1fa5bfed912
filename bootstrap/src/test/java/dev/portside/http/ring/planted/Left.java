package dev.portside.http.ring.planted;

import dev.portside.http.rung.planted.Right;

/** Half of a cycle, on purpose. */
public record Left(Right right) {}
