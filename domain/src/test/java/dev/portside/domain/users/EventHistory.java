package dev.portside.domain.users;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The judge of the relay: holds what was delivered against what was committed. It looks at the whole history and not at
 * the end alone, so that two faults cannot hide each other.
 */
public final class EventHistory {
    private final Map<String, String> userOf = new HashMap<>();
    private final Map<String, Integer> placeOf = new HashMap<>();
    private final Map<String, Integer> committedOf = new HashMap<>();

    /** Notes that the user's next event was committed. */
    public void committed(UserId user, EventId event) {
        userOf.put(event.text(), user.text());
        placeOf.put(event.text(), committedOf.merge(user.text(), 1, Integer::sum));
    }

    public int size() {
        return placeOf.size();
    }

    /**
     * Everything that is wrong with what was delivered, in words; empty when each committed event is there once, under its
     * user's key, in commit order per user.
     *
     * @param excused ids that may be missing, such as those of dead letters
     */
    public List<String> faults(Collection<Delivered> delivered, Set<String> excused) {
        List<String> faults = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Map<String, Integer> lastPlace = new HashMap<>();
        for (Delivered next : delivered) {
            String event = next.eventId();
            Integer place = placeOf.get(event);
            if (place == null) {
                faults.add("never committed: " + event);
                continue;
            }
            if (!next.key().equals(userOf.get(event))) {
                faults.add("wrong key: " + event);
            }
            if (!seen.add(event)) {
                faults.add("duplicate: " + event);
                continue;
            }
            if (lastPlace.getOrDefault(next.key(), 0) > place) {
                faults.add("inversion: " + event);
            }
            lastPlace.merge(next.key(), place, Math::max);
        }
        placeOf.keySet().stream()
                .filter(event -> !seen.contains(event) && !excused.contains(event))
                .sorted()
                .forEach(event -> faults.add("lost: " + event));
        return faults;
    }
}
