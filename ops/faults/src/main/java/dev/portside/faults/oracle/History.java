package dev.portside.faults.oracle;

import java.util.List;

/**
 * All that is known of one record, which was not there at first.
 *
 * @param effects each change of the stored row, in the order of the commits. An engine may apply several operations at once
 *     and store their last state alone, so an operation need not have an effect of its own
 * @param end the record as a reader finds it when all is done
 */
public record History(String id, List<Operation> operations, List<State> effects, State end) {
    public History {
        operations = List.copyOf(operations);
        effects = List.copyOf(effects);
    }

    /** What the last effect left. */
    State stored() {
        return effects.isEmpty() ? State.ABSENT : effects.getLast();
    }

    History with(List<Operation> others) {
        return new History(id, others, effects, end);
    }
}
