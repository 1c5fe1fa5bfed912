package dev.portside.faults.together;

import java.time.Duration;

/**
 * What is done, and for how long.
 *
 * @param time in which harm begins
 * @param between the mean time between two harms
 * @param load how much of the usual load
 */
public record TogetherPlan(Duration time, Duration between, double load, long seed) {}
