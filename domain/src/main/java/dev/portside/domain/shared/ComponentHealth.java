package dev.portside.domain.shared;

import java.util.Map;

/**
 * How one part of the service does now.
 *
 * @param name as in {@code /health/{name}}
 * @param details facts for people, such as a backend's state or a queue's depth; numbers, texts and booleans only
 */
public record ComponentHealth(String name, boolean healthy, Map<String, Object> details) {}
