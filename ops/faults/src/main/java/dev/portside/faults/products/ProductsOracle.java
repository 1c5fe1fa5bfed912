package dev.portside.faults.products;

import static java.util.stream.Collectors.groupingBy;

import dev.portside.faults.oracle.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The judge of products. What clients were answered is held against the topic: every accepted event is there, in the order
 * of its acceptance, and nothing that nobody sent. The topic is held against the store: each transaction stored, of the
 * events between two positions, the last one of each product, once, and nothing else. A repeat has no effect. Poison is
 * dead, and alone between its positions, unless a newer event of its product came in the same transaction.
 */
final class ProductsOracle {
    private final List<Fault> faults = new ArrayList<>();

    /** By number, its first copy. */
    private final Map<Integer, LoggedEvent> first = new HashMap<>();

    /** Numbers that had their effect, or were overtaken. */
    private final Set<Integer> done = new HashSet<>();

    /** Where dead letters come from. */
    private final Set<Place> dead = new HashSet<>();

    private ProductsOracle() {}

    /** Everything that is wrong, in words; empty when nothing is. */
    static List<Fault> judge(Collection<AskedEvent> asked, List<LoggedEvent> logged, Applied applied) {
        ProductsOracle oracle = new ProductsOracle();
        oracle.accepted(asked, logged);
        oracle.inOrder(asked);
        oracle.stored(oracle.expected(logged, applied.steps()), applied);
        oracle.buried(applied.dead());
        return oracle.faults;
    }

    private void accepted(Collection<AskedEvent> asked, List<LoggedEvent> logged) {
        Map<Integer, List<LoggedEvent>> byNumber =
                new HashMap<>(logged.stream().sorted(byOffset()).collect(groupingBy(LoggedEvent::number)));
        for (AskedEvent event : asked) {
            List<LoggedEvent> copies = byNumber.getOrDefault(event.number(), List.of());
            byNumber.remove(event.number());
            if (copies.isEmpty()) {
                if (event.task().isPresent()) {
                    fault(Fault.Kind.LOST, event.product(), event + " was accepted and is not in the topic");
                }
                continue;
            }
            first.put(event.number(), copies.getFirst());
            if (copies.size() > 1 && !event.keyed()) {
                fault(Fault.Kind.DOUBLED, event.product(), event + " was sent once and is in the topic as " + copies);
            }
            copies.forEach(copy -> sameAs(event, copy, copies.getFirst()));
        }
        byNumber.values()
                .forEach(copies ->
                        fault(Fault.Kind.WRONG_VALUE, copies.getFirst().product(), "nobody sent " + copies.getFirst()));
    }

    private void sameAs(AskedEvent event, LoggedEvent copy, LoggedEvent firstCopy) {
        boolean same = copy.key().equals(event.product())
                && copy.product().equals(event.product())
                && copy.stock() == event.stock();
        if (!same) {
            fault(Fault.Kind.WRONG_VALUE, event.product(), event + " is in the topic as " + copy);
        }
        if (copy.place().partition() != firstCopy.place().partition()) {
            fault(Fault.Kind.INVERTED, event.product(), copy + " is in another partition than " + firstCopy);
        }
    }

    /** A product belongs to one client, which sends its next event when it knows how the last one was received. */
    private void inOrder(Collection<AskedEvent> asked) {
        Map<String, List<AskedEvent>> products =
                asked.stream().filter(event -> event.task().isPresent()).collect(groupingBy(AskedEvent::product));
        products.forEach((product, events) -> {
            List<LoggedEvent> there = events.stream()
                    .sorted(Comparator.comparingInt(AskedEvent::number))
                    .filter(event -> first.containsKey(event.number()))
                    .map(event -> first.get(event.number()))
                    .toList();
            for (int i = 1; i < there.size(); i++) {
                LoggedEvent before = there.get(i - 1);
                LoggedEvent after = there.get(i);
                if (before.place().partition() != after.place().partition()
                        || before.place().offset() >= after.place().offset()) {
                    fault(Fault.Kind.INVERTED, product, after + " does not come behind " + before);
                }
            }
        });
    }

    private void stored(Map<Place, StoredState> expected, Applied applied) {
        Map<Place, List<StoredState>> changes = applied.changes().stream().collect(groupingBy(StoredState::place));
        Map<String, StoredState> last = new HashMap<>();
        expected.forEach((place, state) -> {
            List<StoredState> made = changes.getOrDefault(place, List.of());
            if (made.isEmpty()) {
                fault(Fault.Kind.LOST, state.product(), state + " was never stored");
            } else if (made.size() > 1) {
                fault(Fault.Kind.DOUBLED, state.product(), state + " was stored " + made.size() + " times");
            } else if (!made.getFirst().equals(state)) {
                fault(Fault.Kind.WRONG_VALUE, state.product(), state + " was stored as " + made.getFirst());
            }
            last.merge(
                    state.product(),
                    state,
                    (one, other) -> one.place().offset() < other.place().offset() ? other : one);
        });
        changes.forEach((place, made) -> {
            if (!expected.containsKey(place)) {
                fault(Fault.Kind.DOUBLED, made.getFirst().product(), "was stored for no event of its own: " + made);
            }
        });
        inTheEnd(last, applied.products());
    }

    private void inTheEnd(Map<String, StoredState> last, List<StoredState> products) {
        Map<String, StoredState> missing = new HashMap<>(last);
        for (StoredState product : products) {
            StoredState wanted = missing.remove(product.product());
            if (!product.equals(wanted)) {
                fault(Fault.Kind.WRONG_VALUE, product.product(), "is " + product + " in the end, not " + wanted);
            }
        }
        missing.forEach((product, wanted) -> fault(Fault.Kind.LOST, product, "is not there, though " + wanted));
    }

    /** What each transaction has to store, when each of them took what is between two positions. */
    private Map<Place, StoredState> expected(List<LoggedEvent> logged, List<Place> steps) {
        Map<Integer, List<Place>> stepsOf = steps.stream().collect(groupingBy(Place::partition));
        Map<Place, StoredState> expected = new LinkedHashMap<>();
        Map<Integer, List<LoggedEvent>> partitions = logged.stream()
                .sorted(byOffset())
                .collect(groupingBy(event -> event.place().partition()));
        partitions.forEach((partition, events) -> {
            int at = 0;
            for (Place step : stepsOf.getOrDefault(partition, List.of())) {
                int from = at;
                while (at < events.size() && events.get(at).place().offset() < step.offset()) {
                    at++;
                }
                batch(events.subList(from, at))
                        .forEach(event -> expected.put(
                                event.place(),
                                new StoredState(event.product(), event.place(), event.number(), event.stock())));
            }
            for (LoggedEvent left : events.subList(at, events.size())) {
                fault(Fault.Kind.LOST, left.product(), left + " is not done");
            }
        });
        return expected;
    }

    /** The events of one transaction that it has to store. */
    private Collection<LoggedEvent> batch(List<LoggedEvent> events) {
        if (events.size() == 1
                && events.getFirst().poison()
                && !done.contains(events.getFirst().number())) {
            dead.add(events.getFirst().place());
            return List.of();
        }
        Map<String, LoggedEvent> newest = new TreeMap<>();
        for (LoggedEvent event : events) {
            if (done.add(event.number())) {
                newest.put(event.product(), event);
            }
        }
        return newest.values();
    }

    private void buried(List<Place> letters) {
        Set<Place> needless = new HashSet<>(letters);
        for (Place place : dead) {
            if (!needless.remove(place)) {
                fault(Fault.Kind.LOST, "poison", "at " + place + " has no dead letter");
            }
        }
        needless.forEach(place -> fault(Fault.Kind.WRONG_OUTCOME, "dead letter", "of what is no poison, at " + place));
    }

    private static Comparator<LoggedEvent> byOffset() {
        return Comparator.comparingLong(event -> event.place().offset());
    }

    private void fault(Fault.Kind kind, String product, String detail) {
        faults.add(new Fault(kind, product, detail));
    }
}
