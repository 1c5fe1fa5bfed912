package dev.portside.domain.log;

import java.util.List;

/** What became of a batch. */
public sealed interface BatchResult {
    /** Effects, outcomes and position are stored; one outcome per entry, in the same order. */
    record Stored(List<LogOutcome> outcomes) implements BatchResult {}

    /** The store holds another position than the consumer believed; nothing was changed. */
    record Overtaken(long stored) implements BatchResult {}
}
