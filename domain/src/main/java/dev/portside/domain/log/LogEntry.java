package dev.portside.domain.log;

import java.util.Optional;

/** An entry as it was read. */
public record LogEntry(LogPlace place, NewEntry content) {
    /** Where the work was accepted first: here, unless it was requeued. */
    public LogPlace origin() {
        return content.requeued().orElse(place);
    }

    public Optional<String> traceparent() {
        return content.traceparent();
    }
}
