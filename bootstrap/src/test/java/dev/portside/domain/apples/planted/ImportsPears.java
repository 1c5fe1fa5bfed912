package dev.portside.domain.apples.planted;

import dev.portside.domain.pears.planted.Pear;

/** Breaks a rule on purpose. */
public record ImportsPears(Pear pear) {}
