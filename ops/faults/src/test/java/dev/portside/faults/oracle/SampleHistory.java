package dev.portside.faults.oracle;

import java.util.ArrayList;
import java.util.List;

/** One record's history, written down by hand: each operation is sent when the one before has been answered. */
final class SampleHistory {
    private final List<Operation> operations = new ArrayList<>();
    private final List<State> effects = new ArrayList<>();
    private long clock;

    /** An operation that was applied; its number is its place, from 1 on. */
    SampleHistory applied(Verb verb) {
        return add(verb, Ending.APPLIED);
    }

    SampleHistory rejected(Verb verb) {
        return add(verb, new Ending.Rejected(verb.refusal()));
    }

    SampleHistory add(Verb verb, Ending ending) {
        clock += 10;
        return add(verb, clock, ending instanceof Ending.Unanswered ? Operation.NEVER : clock + 5, ending);
    }

    SampleHistory add(Verb verb, long sentAt, long answeredAt, Ending ending) {
        operations.add(new Operation(operations.size() + 1L, verb, sentAt, answeredAt, false, ending));
        return this;
    }

    /** The row got this version and the value of this operation. */
    SampleHistory stored(long version, long number) {
        effects.add(new State(version, number));
        return this;
    }

    SampleHistory removed() {
        effects.add(State.ABSENT);
        return this;
    }

    /** Readers find what was stored last. */
    Judgement judged() {
        return Oracle.judge(
                new History("sample", operations, effects, effects.isEmpty() ? State.ABSENT : effects.getLast()));
    }

    Judgement judgedWithEnd(State end) {
        return Oracle.judge(new History("sample", operations, effects, end));
    }

    /** What is wrong, in the order in which it is found. */
    List<Fault.Kind> faults() {
        return judged().faults().stream().map(Fault::kind).toList();
    }
}
