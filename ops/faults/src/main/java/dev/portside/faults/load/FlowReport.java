package dev.portside.faults.load;

import dev.portside.faults.oracle.Fault;
import java.util.List;

/** What a flow's judge says of a run. */
public interface FlowReport {
    /** Effects that were found. */
    long applied();

    /** Work that a rule refused after it was accepted. */
    default long rejected() {
        return 0;
    }

    /** Work that ended as a dead letter. */
    default long dead() {
        return 0;
    }

    /** How many things were held against what they must be. */
    long judged();

    List<Fault> faults();

    /** Answers that no fault excuses. */
    default List<String> surprises() {
        return List.of();
    }

    /** Whether everything is as it should be. */
    default boolean clean() {
        return faults().isEmpty() && surprises().isEmpty();
    }
}
