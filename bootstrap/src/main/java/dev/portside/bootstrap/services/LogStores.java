package dev.portside.bootstrap.services;

import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.domain.log.EventLog;
import dev.portside.domain.log.LogReader;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.log.StreamProgress;

/** What a service that works from a log is bound to. In memory there is but one instance, and nothing to keep going. */
interface LogStores extends Stores {
    LogStream stream();

    EventLog log();

    StreamProgress progress();

    /** What checks the ids of tasks; the same for all instances that share the log. */
    byte[] taskSecret();

    /**
     * One of several readers that share the partitions.
     *
     * @param index from 0 on
     * @param entriesMax read at once
     */
    LogReader reader(int index, int readers, int entriesMax);

    /** Starts what keeps the stores going, before any work. */
    default void startKeeping(CloseStack started) {}

    /** Called after the consumers were started. */
    default void drainBeforeConsumersStop(CloseStack started) {}
}
