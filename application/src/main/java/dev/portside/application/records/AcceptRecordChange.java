package dev.portside.application.records;

import dev.portside.application.shared.Grouped;
import dev.portside.domain.records.Acceptance;
import dev.portside.domain.records.RecordChange;
import dev.portside.domain.records.RecordInbox;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Submission;
import dev.portside.domain.shared.DerivedId;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.TracedWork;
import dev.portside.domain.tasks.TaskBlock;
import dev.portside.domain.tasks.TaskId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Takes changes into the inbox, those that arrive together in one transaction. */
public final class AcceptRecordChange {
    private static final int GROUP_SIZE_MAX = 1_000;
    private static final int CALLERS_MAX = 10_000;

    /** A change on its way into a group. */
    private record Arrival(
            RecordChange change, Optional<Idempotency> idempotency, Optional<String> traceparent, Instant at) {
        Submission as(TaskId task) {
            return new Submission(RecordTask.accepted(task, change, at, traceparent), idempotency);
        }
    }

    private final Grouped<Arrival, Acceptance> grouped;
    private final RecordInbox inbox;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final FlowMeter meter;
    private final Consumer<Set<Lane>> wakeWorkers;

    /**
     * @param ids a new one each time
     * @param wakeWorkers called with the lanes of each group that was accepted; returns at once
     */
    public AcceptRecordChange(
            RecordInbox inbox,
            InstantSource clock,
            Supplier<UUID> ids,
            FlowMeter meter,
            Consumer<Set<Lane>> wakeWorkers) {
        this.inbox = inbox;
        this.clock = clock;
        this.ids = ids;
        this.meter = meter;
        this.wakeWorkers = wakeWorkers;
        this.grouped = new Grouped<>(this::acceptAll, GROUP_SIZE_MAX, CALLERS_MAX);
    }

    /**
     * When this returns, the change is durable.
     *
     * @throws dev.portside.domain.shared.Unavailable when the inbox is away or full, or too many callers wait for it
     * @throws InterruptedException when the caller is interrupted; the change may have been accepted
     */
    public Acceptance accept(RecordChange change, Optional<Idempotency> idempotency, Optional<String> traceparent)
            throws InterruptedException {
        Acceptance acceptance = grouped.call(new Arrival(change, idempotency, traceparent, clock.instant()));
        if (acceptance instanceof Acceptance.Accepted) {
            meter.accepted(change.verb());
        }
        return acceptance;
    }

    /** Calls under way. */
    int callers() {
        return grouped.callers();
    }

    private List<Acceptance> acceptAll(List<Arrival> group) {
        TaskBlock block = newBlock();
        List<Submission> submissions = IntStream.range(0, group.size())
                .mapToObj(place -> group.get(place).as(block.task(place)))
                .toList();
        List<Acceptance> acceptances = TracedWork.call(
                group.stream()
                        .flatMap(arrival -> arrival.traceparent().stream())
                        .toList(),
                () -> inbox.accept(submissions));
        wakeWorkers.accept(
                group.stream().map(arrival -> arrival.change().id().lane()).collect(Collectors.toSet()));
        return acceptances;
    }

    /** Ids that are made at the same moment may differ in their last bits alone: these differ everywhere. */
    private TaskBlock newBlock() {
        return TaskBlock.of(
                DerivedId.timed(clock.instant(), "records", ids.get().toString()));
    }
}
