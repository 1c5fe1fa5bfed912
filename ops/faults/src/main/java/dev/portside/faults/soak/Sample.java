package dev.portside.faults.soak;

/**
 * What one life of an instance held at a moment.
 *
 * @param life names the instance and its process
 * @param at seconds since the beginning
 */
public record Sample(String life, Held held, double at, double value) {}
