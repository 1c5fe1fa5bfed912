package dev.portside.faults.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Judges whether every accepted operation had exactly one effect, in the order of acceptance, and no other had any. Looks
 * at the whole history of a record and not at its end alone, so that two faults can't hide each other.
 *
 * <p>When a history can't be explained, it is tried again with one operation taken for faulty in one way: what explains it
 * then is the fault's name.
 */
public final class Oracle {
    /** Enough for dozens of clients at one record; histories of one client at a time need a place per operation. */
    private static final int PLACES_MAX = 1_000_000;

    private static final int PLACES_WHEN_NAMING_MAX = 50_000;

    /** One way in which one operation could be faulty. */
    private record Suspicion(Fault.Kind kind, String detail, Function<Operation, List<Operation>> suspect) {}

    private static final List<Suspicion> SUSPICIONS = List.of(
            new Suspicion(Fault.Kind.LOST, "had no effect", Oracle::withoutEffect),
            new Suspicion(Fault.Kind.DOUBLED, "had its effect twice", Oracle::twice),
            new Suspicion(Fault.Kind.INVERTED, "took effect out of order", Oracle::atAnyTime),
            new Suspicion(Fault.Kind.WRONG_OUTCOME, "did not end as its task says", Oracle::withAnyEnding));

    private Oracle() {}

    /** What is wrong with a record's history, and how many unanswered operations had an effect. */
    public static Judgement judge(History history) {
        List<Fault> faults = new ArrayList<>(faultsOfTasks(history));
        if (!history.end().equals(history.stored())) {
            faults.add(fault(
                    history,
                    Fault.Kind.WRONG_VALUE,
                    "readers find " + history.end() + " instead of " + history.stored()));
        }
        List<Fault> unknown = unknownValues(history);
        faults.addAll(unknown);
        if (!unknown.isEmpty()) {
            return new Judgement(faults, 0);
        }
        return switch (new Search(history, PLACES_MAX).run()) {
            case Search.Result.Explained(int surfaced) -> new Judgement(faults, surfaced);
            case Search.Result.GaveUp _ -> with(faults, fault(history, Fault.Kind.UNEXPLAINED, "by too many orders"));
            case Search.Result.Unexplained(String furthest) -> with(faults, named(history, furthest));
        };
    }

    private static Judgement with(List<Fault> faults, Fault last) {
        faults.add(last);
        return new Judgement(faults, 0);
    }

    private static List<Fault> faultsOfTasks(History history) {
        List<Fault> faults = new ArrayList<>();
        for (Operation operation : history.operations()) {
            if (operation.ending() instanceof Ending.Lost(String status)) {
                faults.add(fault(history, Fault.Kind.LOST, operation, "the task of " + operation + " is " + status));
            }
            if (operation.ending() instanceof Ending.Dead && !operation.poison()) {
                faults.add(fault(
                        history, Fault.Kind.WRONG_OUTCOME, operation, operation + " died without a cause of its own"));
            }
        }
        return faults;
    }

    private static List<Fault> unknownValues(History history) {
        Set<Long> sent = history.operations().stream()
                .filter(operation -> operation.verb() != Verb.DELETE)
                .map(Operation::number)
                .collect(Collectors.toSet());
        return history.effects().stream()
                .filter(effect -> effect.present() && !sent.contains(effect.number()))
                .map(effect -> fault(history, Fault.Kind.WRONG_VALUE, "nobody sent " + effect))
                .toList();
    }

    private static Fault named(History history, String furthest) {
        for (Suspicion suspicion : SUSPICIONS) {
            Optional<Operation> culprit = culprit(history, suspicion.suspect);
            if (culprit.isPresent()) {
                Operation found = culprit.get();
                return fault(history, suspicion.kind, found, found + " " + suspicion.detail + "; " + furthest);
            }
        }
        return fault(history, Fault.Kind.UNEXPLAINED, furthest);
    }

    /** The operation that explains everything when it is what it is suspected to be. */
    private static Optional<Operation> culprit(History history, Function<Operation, List<Operation>> suspect) {
        List<Operation> operations = history.operations();
        return IntStream.range(0, operations.size())
                .filter(i -> {
                    List<Operation> others = new ArrayList<>(operations);
                    Operation removed = others.remove(i);
                    List<Operation> instead = suspect.apply(removed);
                    others.addAll(instead);
                    return !instead.equals(List.of(removed))
                            && new Search(history.with(others), PLACES_WHEN_NAMING_MAX).run()
                                    instanceof Search.Result.Explained;
                })
                .mapToObj(operations::get)
                .findFirst();
    }

    private static List<Operation> withoutEffect(Operation operation) {
        return operation.ending() instanceof Ending.Applied ? List.of() : List.of(operation);
    }

    private static List<Operation> twice(Operation operation) {
        return operation.effective() ? Stream.of(operation, again(operation)).toList() : List.of(operation);
    }

    private static Operation again(Operation operation) {
        return operation.within(operation.sentAt(), Operation.NEVER).with(Ending.UNANSWERED);
    }

    private static List<Operation> atAnyTime(Operation operation) {
        return List.of(operation.within(Long.MIN_VALUE, Operation.NEVER));
    }

    private static List<Operation> withAnyEnding(Operation operation) {
        return List.of(again(operation));
    }

    private static Fault fault(History history, Fault.Kind kind, String detail) {
        return new Fault(kind, history.id(), detail);
    }

    private static Fault fault(History history, Fault.Kind kind, Operation operation, String detail) {
        return new Fault(kind, history.id(), detail, operation.sentAt());
    }
}
