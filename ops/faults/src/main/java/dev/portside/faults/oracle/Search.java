package dev.portside.faults.oracle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks for an order of a record's operations that explains its history: no operation comes before one that was answered
 * before it was sent, each ends as its task says, the effects are states on the way, in their order, and the last of them
 * is what remains.
 *
 * <p>Method: depth first, one operation after the other, without visiting a place twice (J. Wing, C. Gong, "Testing and
 * verifying concurrent objects", 1993; the memory of places is from G. Lowe, "Testing for linearizability", 2017). What
 * can be exchanged for something else in every explanation is not tried: an effect is taken as soon as it fits, a
 * rejection as soon as it is right, a value that was stored at its effect alone, and of several operations that leave no
 * trace the one that is due first. So a step has at most a handful of choices, and a history whose order is known one.
 * Hazard: giving up at {@code placesMax} is no proof, so it is told apart.
 */
final class Search {
    /** How a search ended. */
    sealed interface Result {
        /** @param surfaced unanswered operations that must have had an effect */
        record Explained(int surfaced) implements Result {}

        /** @param furthest how far the best try came, for people */
        record Unexplained(String furthest) implements Result {}

        record GaveUp() implements Result {}
    }

    /** Which operations have been taken and effects explained, and what that makes of the record. */
    private record Place(BitSet taken, int explained, State state) {}

    private record Step(Place to, boolean fits, long answeredAt) {}

    /** Popped last first: what explains an effect is tried before the rest, known operations before unanswered ones. */
    private static final Comparator<Step> WORST_FIRST = Comparator.comparing(Step::fits)
            .thenComparing(Comparator.comparingLong(Step::answeredAt).reversed());

    private final List<Operation> operations;
    private final List<State> effects;
    private final State stored;
    /** How many operations there are of each number that was stored; more than one when one is suspected to be doubled. */
    private final Map<Long, Integer> traced;

    private final BitSet required = new BitSet();
    private final int placesMax;

    Search(History history, int placesMax) {
        this.operations = history.operations().stream()
                .filter(operation -> operation.required() || operation.effective())
                .sorted(Comparator.comparingLong(Operation::sentAt))
                .toList();
        this.effects = history.effects();
        this.stored = history.stored();
        this.placesMax = placesMax;
        this.traced = traced(operations, effects);
        for (int i = 0; i < operations.size(); i++) {
            required.set(i, operations.get(i).required());
        }
    }

    private static Map<Long, Integer> traced(List<Operation> operations, List<State> effects) {
        Set<Long> stored =
                effects.stream().filter(State::present).map(State::number).collect(Collectors.toSet());
        return operations.stream()
                .filter(operation -> operation.verb() != Verb.DELETE && stored.contains(operation.number()))
                .collect(Collectors.toMap(Operation::number, _ -> 1, Integer::sum));
    }

    Result run() {
        ArrayDeque<Place> open = new ArrayDeque<>();
        Set<Place> seen = new HashSet<>();
        Place furthest = new Place(new BitSet(), 0, State.ABSENT);
        open.push(furthest);
        seen.add(furthest);
        while (!open.isEmpty()) {
            Place place = open.pop();
            if (isEnd(place)) {
                return new Result.Explained(surfaced(place));
            }
            if (progress(place) > progress(furthest)) {
                furthest = place;
            }
            for (Step step : steps(place)) {
                if (seen.add(step.to)) {
                    open.push(step.to);
                }
            }
            if (seen.size() > placesMax) {
                return new Result.GaveUp();
            }
        }
        return new Result.Unexplained(describe(furthest));
    }

    private boolean isEnd(Place place) {
        if (place.explained < effects.size() || !place.state.equals(stored)) {
            return false;
        }
        BitSet missing = (BitSet) required.clone();
        missing.andNot(place.taken);
        return missing.isEmpty();
    }

    private int surfaced(Place place) {
        BitSet surfaced = (BitSet) place.taken.clone();
        surfaced.andNot(required);
        return surfaced.cardinality();
    }

    private static int progress(Place place) {
        return place.explained + place.taken.cardinality();
    }

    private List<Step> steps(Place place) {
        List<Step> steps = new ArrayList<>();
        Map<Verb, Integer> silent = new EnumMap<>(Verb.class);
        for (int i : candidates(place.taken)) {
            Operation operation = operations.get(i);
            if (operation.ending() instanceof Ending.Rejected(String reason)) {
                if (place.state.after(operation).isEmpty()
                        && reason.equals(operation.verb().refusal())) {
                    return List.of(new Step(taken(place, i, place.state), false, operation.answeredAt()));
                }
            } else if (traced.containsKey(operation.number())) {
                step(place, i).ifPresent(steps::add);
            } else {
                silent.merge(operation.verb(), i, this::dueFirst);
            }
        }
        silent.values().forEach(i -> step(place, i).ifPresent(steps::add));
        steps.sort(WORST_FIRST);
        return steps;
    }

    /** What has no place of necessity comes last. */
    private int dueFirst(int one, int other) {
        if (required.get(one) != required.get(other)) {
            return required.get(one) ? one : other;
        }
        return operations.get(one).answeredAt() <= operations.get(other).answeredAt() ? one : other;
    }

    /** What could come next: all that was sent before the first answer among those not taken. */
    private List<Integer> candidates(BitSet taken) {
        List<Integer> sent = new ArrayList<>();
        long firstAnswer = Operation.NEVER;
        for (int i = taken.nextClearBit(0); i < operations.size(); i = taken.nextClearBit(i + 1)) {
            if (operations.get(i).sentAt() > firstAnswer) {
                break;
            }
            sent.add(i);
            if (required.get(i)) {
                firstAnswer = Math.min(firstAnswer, operations.get(i).answeredAt());
            }
        }
        long last = firstAnswer;
        sent.removeIf(i -> operations.get(i).sentAt() > last);
        return sent;
    }

    private Optional<Step> step(Place place, int index) {
        Operation operation = operations.get(index);
        return place.state
                .after(operation)
                .map(after -> taken(place, index, after))
                .map(to -> new Step(to, to.explained > place.explained, operation.answeredAt()))
                .filter(step -> step.fits || traced.getOrDefault(operation.number(), 2) > 1);
    }

    private Place taken(Place place, int index, State after) {
        BitSet taken = (BitSet) place.taken.clone();
        taken.set(index);
        boolean fits = !after.equals(place.state)
                && place.explained < effects.size()
                && effects.get(place.explained).equals(after);
        return new Place(taken, place.explained + (fits ? 1 : 0), after);
    }

    private String describe(Place place) {
        String next = place.explained < effects.size()
                ? "the next effect, " + effects.get(place.explained) + ","
                : "what remains, " + stored + ",";
        return "%d of %d effects and %d of %d operations are explained and give %s; %s is not, by any of %s"
                .formatted(
                        place.explained,
                        effects.size(),
                        place.taken.cardinality(),
                        operations.size(),
                        place.state,
                        next,
                        candidates(place.taken).stream().map(operations::get).toList());
    }
}
