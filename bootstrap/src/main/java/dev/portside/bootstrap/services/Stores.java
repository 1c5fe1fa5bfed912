package dev.portside.bootstrap.services;

import java.util.Map;

/** What a service is bound to. By itself this is memory: it ends with the process, and has no backends. */
interface Stores {
    /** Whether they outlive this process. */
    default boolean durable() {
        return false;
    }

    /** The backends by name, and whether each answers now. */
    default Map<String, Boolean> backends() {
        return Map.of();
    }

    /**
     * Puts the backends into the details of a service's health.
     *
     * @return whether all of them answer
     */
    default boolean tellHealth(Map<String, Object> details) {
        Map<String, Boolean> backends = backends();
        backends.forEach((name, answers) -> details.put(name, answers ? "up" : "down"));
        return !backends.containsValue(false);
    }
}
