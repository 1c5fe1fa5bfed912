package dev.portside.redis.limits;

import dev.portside.domain.ratelimits.PlanTable;

/**
 * The plans as they once stood.
 *
 * @param generation what the store names that state by
 */
record KnownPlans(String generation, PlanTable table) {}
