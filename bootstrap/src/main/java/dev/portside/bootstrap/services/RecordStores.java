package dev.portside.bootstrap.services;

import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.records.RecordInbox;
import dev.portside.domain.records.Records;
import dev.portside.domain.shared.Lanes;
import dev.portside.domain.tasks.Tasks;

/** What the records service is bound to: one kind of store, and what keeps it going. */
interface RecordStores extends LaneStores {
    /** The ports, bound. */
    record Ports(RecordInbox inbox, Tasks tasks, Origin origin, Records records, Lanes lanes) {}

    Ports ports();

    /** Pushes what waits at the stop, between the doors and the workers, for work that could not be finished later. */
    default void drainBeforeWorkersStop(CloseStack started) {}
}
