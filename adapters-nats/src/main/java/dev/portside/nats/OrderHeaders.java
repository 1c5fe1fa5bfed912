package dev.portside.nats;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.shared.TraceContext;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The headers of order messages. Anybody may have written them: what has not its form is none. */
final class OrderHeaders {
    private static final String ORIGIN = "Portside-Origin";
    private static final String TRACEPARENT = "traceparent";
    private static final String MESSAGE_ID = "Nats-Msg-Id";
    private static final Pattern ORIGIN_FORM = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    private OrderHeaders() {}

    static Headers of(Optional<String> traceparent) {
        Headers headers = new Headers();
        traceparent.ifPresent(value -> headers.put(TRACEPARENT, value));
        return headers;
    }

    /** Of a message that comes back from dead letters. */
    static Headers of(DeadLetter letter) {
        Headers headers = of(letter.traceparent());
        // The stream takes a message with a known id for a repeat and drops it.
        headers.put(MESSAGE_ID, letter.id());
        headers.put(ORIGIN, letter.origin());
        return headers;
    }

    static Optional<String> origin(Message message) {
        return header(message, ORIGIN, ORIGIN_FORM.asMatchPredicate());
    }

    static Optional<String> traceparent(Message message) {
        return header(message, TRACEPARENT, TraceContext::isTraceparent);
    }

    private static Optional<String> header(Message message, String name, Predicate<String> form) {
        return Optional.ofNullable(message.getHeaders())
                .map(headers -> headers.getFirst(name))
                .filter(form);
    }
}
