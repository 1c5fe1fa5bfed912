package dev.portside.faults.oracle;

import java.util.List;

/**
 * What the oracle says about one record.
 *
 * @param faults empty when everything is explained
 * @param surfaced unanswered operations that had an effect; there may be other explanations with other numbers
 */
public record Judgement(List<Fault> faults, int surfaced) {
    public Judgement {
        faults = List.copyOf(faults);
    }
}
