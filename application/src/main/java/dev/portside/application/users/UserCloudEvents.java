package dev.portside.application.users;

import dev.portside.domain.users.EventFormat;
import dev.portside.domain.users.UserEvent;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A user event as a CloudEvent 1.0 in the binary mode of the Kafka protocol binding: the attributes are headers, the data
 * is the user's JSON, the key is the user's id.
 */
public final class UserCloudEvents {
    /** How user events are written on the topic. */
    public static final EventFormat FORMAT =
            new EventFormat(UserJson::bytes, UserCloudEvents::headers, UserCloudEvents::replayHeaders);

    private static final String SOURCE = "/portside/users";

    private UserCloudEvents() {}

    private static SequencedMap<String, String> headers(UserEvent event) {
        SequencedMap<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", event.id().text());
        headers.put("ce_type", event.type().topicName());
        headers.put("ce_source", SOURCE);
        headers.put("ce_time", event.occurredAt().toString());
        headers.put("content-type", "application/json");
        event.traceparent().ifPresent(traceparent -> headers.put("traceparent", traceparent));
        return headers;
    }

    private static SequencedMap<String, String> replayHeaders(UserEvent event) {
        SequencedMap<String, String> headers = headers(event);
        headers.put("ce_replay", "true");
        return headers;
    }
}
