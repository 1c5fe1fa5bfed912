package dev.portside.application.products;

import dev.portside.application.log.LogTaskIds;
import dev.portside.domain.log.EventLog;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.NewEntry;
import dev.portside.domain.products.ProductEvent;
import dev.portside.domain.products.ProductState;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.tasks.TaskId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Takes a product event into the log; when {@link #accept} returns, it is durable. */
public final class AcceptProductEvent {
    /** The only kind of task here. */
    public static final String TASK_KIND = "product.event";

    public static final List<String> TASK_KINDS = List.of(TASK_KIND);

    /** The word for it in metrics. */
    public static final String EVENT = "event";

    /** What was accepted, and the task that tells its end. */
    public record Accepted(UUID event, TaskId task) {}

    private final EventLog log;
    private final LogTaskIds tasks;
    private final Supplier<UUID> ids;
    private final FlowMeter meter;

    public AcceptProductEvent(EventLog log, LogTaskIds tasks, Supplier<UUID> ids, FlowMeter meter) {
        this.log = log;
        this.tasks = tasks;
        this.ids = ids;
        this.meter = meter;
    }

    /** The event's id is derived from the idempotency key when there is one, so that a repeat is known by it. */
    public Accepted accept(ProductState state, Optional<Idempotency> idempotency, Optional<String> traceparent) {
        UUID id = idempotency.map(Idempotency::id).orElseGet(ids);
        ProductEvent event = new ProductEvent(id, state, idempotency.map(Idempotency::fingerprint));
        LogPlace place = log.append(
                new NewEntry(state.id().value(), ProductEventJson.text(event), traceparent, Optional.empty()));
        meter.accepted(EVENT);
        return new Accepted(id, tasks.id(TASK_KIND, place));
    }
}
