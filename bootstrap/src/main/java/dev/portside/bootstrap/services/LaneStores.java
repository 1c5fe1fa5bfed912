package dev.portside.bootstrap.services;

import dev.portside.bootstrap.lifecycle.CloseStack;
import java.time.Duration;

/** Stores whose work several instances share by lanes. In memory there is but one, and nothing to keep going. */
interface LaneStores extends Stores {
    /** How long a silent instance keeps its lanes. */
    Duration LEASE_TTL = Duration.ofSeconds(6);

    /**
     * Starts what keeps the stores going, before any work.
     *
     * @param look called when other instances left work; returns at once
     * @param lanesFreed called when other instances gave lanes back; likewise
     */
    default void startKeeping(CloseStack started, Runnable look, Runnable lanesFreed) {}

    /** Tells other instances that work came for lanes that may be theirs. Returns at once. */
    default void tellOthers() {}
}
