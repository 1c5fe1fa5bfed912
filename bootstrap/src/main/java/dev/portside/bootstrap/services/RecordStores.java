package dev.portside.bootstrap.services;

import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.records.RecordInbox;
import dev.portside.domain.records.Records;
import dev.portside.domain.shared.Lanes;
import dev.portside.domain.tasks.Tasks;
import java.time.Duration;
import java.util.Map;

/** What the records service is bound to: one kind of store, and what keeps it going. */
interface RecordStores {
    /** How long a silent instance keeps its lanes. */
    Duration LEASE_TTL = Duration.ofSeconds(6);

    /** The ports, bound. */
    record Ports(RecordInbox inbox, Tasks tasks, Origin origin, Records records, Lanes lanes) {}

    Ports ports();

    /** Whether they outlive this process. */
    boolean durable();

    /** The backends by name, and whether each answers now. */
    Map<String, Boolean> backends();

    /**
     * Starts what keeps the stores going, before any work.
     *
     * @param look called when other instances left work; returns at once
     * @param lanesFreed called when other instances gave lanes back; likewise
     */
    void startKeeping(CloseStack started, Runnable look, Runnable lanesFreed);

    /** Tells other instances that work came for lanes that may be theirs. Returns at once. */
    void tellOthers();

    /** Pushes what waits at the stop, between the doors and the workers, for work that could not be finished later. */
    void drainBeforeWorkersStop(CloseStack started);
}
