package dev.portside.domain.users;

import java.util.Map;

/** A record that a reader of committed messages saw on the topic. */
public record Delivered(String key, Map<String, String> headers, String value) {
    /** The event's id, as its header gives it. */
    public String eventId() {
        return headers.getOrDefault("ce_id", "");
    }
}
