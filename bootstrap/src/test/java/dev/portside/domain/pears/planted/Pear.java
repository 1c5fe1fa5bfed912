package dev.portside.domain.pears.planted;

/** What another feature imports. */
public record Pear() {}
