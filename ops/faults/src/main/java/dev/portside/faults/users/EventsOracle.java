package dev.portside.faults.users;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;

import dev.portside.faults.oracle.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The judge of the relay. What clients were answered is held against what was committed, and that against what a reader
 * of the topic saw: every answered change was committed as it was answered, every committed change is on the topic once,
 * with its content and in its user's order, and nothing else is there.
 */
final class EventsOracle {
    private final List<Fault> faults = new ArrayList<>();

    private EventsOracle() {}

    /** Everything that is wrong, in words; empty when nothing is. */
    static List<Fault> judge(
            Collection<AskedChange> asked, Collection<StoredEvent> stored, Collection<SeenEvent> seen) {
        EventsOracle oracle = new EventsOracle();
        oracle.committed(asked, stored);
        Map<String, List<StoredEvent>> users = stored.stream().collect(groupingBy(StoredEvent::user));
        users.values().forEach(oracle::numbered);
        Map<String, List<SeenEvent>> byId = seen.stream().collect(groupingBy(SeenEvent::id));
        stored.forEach(event -> oracle.delivered(event, byId.getOrDefault(event.id(), List.of())));
        users.values().forEach(events -> oracle.ordered(events, byId));
        Set<String> ids = new HashSet<>();
        stored.forEach(event -> ids.add(event.id()));
        seen.stream()
                .filter(event -> !ids.contains(event.id()))
                .forEach(event -> oracle.fault(Fault.Kind.WRONG_VALUE, event.key(), "never committed: " + event));
        return oracle.faults;
    }

    private void committed(Collection<AskedChange> asked, Collection<StoredEvent> stored) {
        Map<String, List<StoredEvent>> byName = new HashMap<>(stored.stream().collect(groupingBy(StoredEvent::name)));
        for (AskedChange change : asked) {
            List<StoredEvent> made = byName.getOrDefault(change.name(), List.of());
            byName.remove(change.name());
            if (made.size() > 1) {
                fault(Fault.Kind.DOUBLED, change.user(), change + " was made as " + made);
            } else if (made.size() == 1) {
                madeAsAsked(change, made.getFirst());
            } else if (change.version().isPresent()) {
                fault(Fault.Kind.LOST, change.user(), change + " was answered and not made");
            }
        }
        byName.values()
                .forEach(made -> fault(Fault.Kind.WRONG_VALUE, made.getFirst().user(), "nobody asked for " + made));
    }

    private void madeAsAsked(AskedChange change, StoredEvent made) {
        boolean same = made.user().equals(change.user()) && made.email().equals(change.email());
        if (!same) {
            fault(Fault.Kind.WRONG_VALUE, change.user(), change + " was made as " + made);
        }
        if (change.version().orElse(made.version()) != made.version()) {
            fault(Fault.Kind.WRONG_OUTCOME, change.user(), change + " was made as " + made);
        }
    }

    /** A user's changes have the versions 1, 2, 3 ... in the order of their events. */
    private void numbered(List<StoredEvent> events) {
        long version = 0;
        for (StoredEvent event : bySequence(events)) {
            version++;
            if (event.version() != version) {
                fault(Fault.Kind.INVERTED, event.user(), "version " + version + " was made as " + event);
                return;
            }
            if (!event.type().equals(version == 1 ? "user.created" : "user.updated")) {
                fault(Fault.Kind.WRONG_VALUE, event.user(), "wrong type: " + event);
            }
        }
    }

    private void delivered(StoredEvent event, List<SeenEvent> seen) {
        if (seen.isEmpty()) {
            fault(Fault.Kind.LOST, event.user(), event + " is not on the topic");
            return;
        }
        if (seen.size() > 1) {
            fault(Fault.Kind.DOUBLED, event.user(), event + " is on the topic as " + seen);
        }
        for (SeenEvent each : seen) {
            boolean same = each.key().equals(event.user())
                    && each.user().equals(event.user())
                    && each.type().equals(event.type())
                    && each.email().equals(event.email())
                    && each.name().equals(event.name());
            if (!same) {
                fault(Fault.Kind.WRONG_VALUE, event.user(), event + " is on the topic as " + each);
            }
        }
    }

    private void ordered(List<StoredEvent> events, Map<String, List<SeenEvent>> byId) {
        List<SeenEvent> first = bySequence(events).stream()
                .map(event -> byId.getOrDefault(event.id(), List.of()))
                .filter(seen -> !seen.isEmpty())
                .map(List::getFirst)
                .toList();
        for (int i = 1; i < first.size(); i++) {
            SeenEvent before = first.get(i - 1);
            SeenEvent after = first.get(i);
            if (before.partition() != after.partition() || before.offset() >= after.offset()) {
                fault(Fault.Kind.INVERTED, before.key(), after + " does not come behind " + before);
                return;
            }
        }
    }

    private static List<StoredEvent> bySequence(List<StoredEvent> events) {
        return events.stream().sorted(comparingLong(StoredEvent::sequence)).toList();
    }

    private void fault(Fault.Kind kind, String user, String detail) {
        faults.add(new Fault(kind, user, detail));
    }
}
