package dev.portside.faults.users;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** A history without a fault: some users, changed in turns, whose events are on a topic of three partitions. */
final class SampleEvents {
    private static final int PARTITIONS = 3;
    private static final int UNKNOWN_PERCENT = 10;

    final List<AskedChange> asked = new ArrayList<>();
    final List<StoredEvent> stored = new ArrayList<>();
    final List<SeenEvent> seen = new ArrayList<>();
    private final Map<Integer, Integer> versions = new HashMap<>();

    SampleEvents(RandomGenerator random, int users, int changes) {
        for (int number = 1; number <= changes; number++) {
            change(random, random.nextInt(users), number);
        }
        // The relay publishes user by user, in any order among users.
        List<StoredEvent> rest = new ArrayList<>(stored);
        long[] ends = new long[PARTITIONS];
        while (!rest.isEmpty()) {
            String user = rest.get(random.nextInt(rest.size())).user();
            StoredEvent next = rest.stream()
                    .filter(event -> event.user().equals(user))
                    .findFirst()
                    .orElseThrow();
            rest.remove(next);
            int partition = Math.floorMod(user.hashCode(), PARTITIONS);
            ends[partition] += 1 + random.nextInt(3);
            seen.add(seen(next, partition, ends[partition]));
        }
    }

    private void change(RandomGenerator random, int number, int change) {
        String user = "user-" + number;
        String email = user + "@example.com";
        String name = "change " + change;
        boolean unknown = random.nextInt(100) < UNKNOWN_PERCENT;
        if (unknown && random.nextBoolean()) {
            asked.add(new AskedChange(user, email, name, OptionalLong.empty()));
            return;
        }
        int version = versions.merge(number, 1, Integer::sum);
        asked.add(new AskedChange(user, email, name, unknown ? OptionalLong.empty() : OptionalLong.of(version)));
        String type = version == 1 ? "user.created" : "user.updated";
        stored.add(new StoredEvent("event-" + change, user, change, version, type, email, name));
    }

    static SeenEvent seen(StoredEvent event, int partition, long offset) {
        return new SeenEvent(
                event.id(), event.user(), partition, offset, event.type(), event.user(), event.email(), event.name());
    }
}
