package dev.portside.bootstrap.traces;

import dev.portside.domain.log.Backlog;
import dev.portside.domain.log.EventLog;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.NewEntry;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.Optional;

/** A log whose entries lead on from the span of their append. */
record TracedLog(EventLog log, Spans spans, Messaging messaging) implements EventLog {
    @Override
    public LogPlace append(NewEntry entry) {
        if (entry.traceparent().isEmpty()) {
            return log.append(entry);
        }
        Span span = spans.begin(messaging.sending(), entry.traceparent());
        NewEntry traced =
                new NewEntry(entry.key(), entry.payload(), Optional.of(Spans.traceparent(span)), entry.requeued());
        return spans.during(List.of(span), () -> log.append(traced));
    }

    @Override
    public Backlog backlog() {
        return log.backlog();
    }
}
