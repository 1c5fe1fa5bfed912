package dev.portside.bootstrap.traces;

import dev.portside.bootstrap.settings.NatsSettings;
import dev.portside.bootstrap.settings.TraceSettings;
import dev.portside.domain.log.EventLog;
import dev.portside.domain.log.LogEffects;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.orders.OrderFeed;
import dev.portside.domain.orders.Orders;
import dev.portside.domain.records.Records;
import dev.portside.domain.shared.TracedWork;
import dev.portside.domain.users.UserEvents;
import dev.portside.http.CallTraces;
import dev.portside.postgres.DatabaseAddress;
import dev.portside.postgres.StatementObserver;
import java.util.Optional;

/**
 * The traces of this process. Ports go in and come out with spans around what they do; without a collector they come out as
 * they went in, so that whoever doesn't trace pays nothing.
 *
 * <p>Method: {@link TracedWork} says for whom a thread works. A batch that serves many traces has its spans in each of them,
 * since no viewer leads from a request to the batch that did its work among others.
 */
public final class Traces implements AutoCloseable {
    private final Optional<Spans> spans;

    private Traces(Optional<Spans> spans) {
        this.spans = spans;
    }

    /** Connects to nothing yet. */
    public static Traces start(TraceSettings settings) {
        return new Traces(settings.endpoint().map(endpoint -> Spans.exportedTo(endpoint, settings.sampled())));
    }

    /** Follows calls; empty when nothing is traced. */
    public Optional<CallTraces> calls() {
        return spans.map(TracedCalls::new);
    }

    /** Follows the statements of one database; empty when nothing is traced. */
    public Optional<StatementObserver> statements(DatabaseAddress address) {
        return spans.map(each -> new TracedStatements(each, address));
    }

    public EventLog log(LogStream stream, EventLog log) {
        return with(log, (each, plain) -> new TracedLog(plain, each, Messaging.kafka(stream.topic())));
    }

    public <T> LogEffects<T> effects(LogStream stream, LogEffects<T> effects) {
        return with(effects, (each, plain) -> {
            Messaging messaging = Messaging.kafka(stream.topic());
            return (batch, position) -> each.during(messaging.processing(), () -> plain.apply(batch, position));
        });
    }

    public Records records(Records records) {
        return with(records, (each, plain) -> new TracedRecords(plain, each, Messaging.inbox()));
    }

    public UserEvents topic(String name, UserEvents topic) {
        return with(topic, (each, plain) -> new TracedTopic(plain, each, Messaging.kafka(name)));
    }

    public OrderFeed feed(NatsSettings settings, OrderFeed feed) {
        return with(feed, (each, plain) -> new TracedFeed(plain, each, Messaging.nats(settings.subject())));
    }

    public Orders orders(NatsSettings settings, Orders orders) {
        return with(orders, (each, plain) -> new TracedOrders(plain, each, Messaging.nats(settings.subject())));
    }

    private interface Tracing<P> {
        P traced(Spans spans, P plain);
    }

    private <P> P with(P plain, Tracing<P> tracing) {
        return spans.map(each -> tracing.traced(each, plain)).orElse(plain);
    }

    /** Sends what is left, for a bounded time. */
    @Override
    public void close() {
        spans.ifPresent(Spans::close);
    }
}
