package dev.portside.faults.products;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** A history without a fault: events of some products, in a topic of three partitions, applied in batches. */
final class SampleProducts {
    private static final int PARTITIONS = 3;
    private static final int BATCH_MAX = 5;

    final List<AskedEvent> asked = new ArrayList<>();
    final List<LoggedEvent> logged = new ArrayList<>();
    final List<Place> steps = new ArrayList<>();
    final List<StoredState> changes = new ArrayList<>();
    final Map<String, StoredState> products = new HashMap<>();
    final List<Place> dead = new ArrayList<>();
    private final RandomGenerator random;
    private final long[] ends = new long[PARTITIONS];

    SampleProducts(RandomGenerator random, int products, int events) {
        this.random = random;
        for (int number = 1; number <= events; number++) {
            send("product-" + random.nextInt(products), number);
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            apply(partition);
        }
    }

    /** Now and then an answer gets lost: an event with a key is sent again, another one may have come or not. */
    private void send(String product, int number) {
        // The first one is, so that there is poison in every history.
        long stock = number == 1 || random.nextInt(20) == 0 ? LoggedEvent.POISON : random.nextInt(100);
        boolean keyed = number == 1 || random.nextInt(10) > 0;
        boolean answered = keyed || random.nextInt(3) > 0;
        int copies = keyed ? 1 + random.nextInt(5) / 4 : answered || random.nextBoolean() ? 1 : 0;
        asked.add(new AskedEvent(
                product, number, stock, keyed, answered ? Optional.of("task " + number) : Optional.empty()));
        int partition = Math.floorMod(product.hashCode(), PARTITIONS);
        for (int i = 0; i < copies; i++) {
            logged.add(new LoggedEvent(new Place(partition, ends[partition]++), product, product, number, stock));
        }
    }

    private void apply(int partition) {
        List<LoggedEvent> left = new ArrayList<>(logged.stream()
                .filter(event -> event.place().partition() == partition)
                .toList());
        Set<Integer> done = new HashSet<>();
        while (!left.isEmpty()) {
            Map<String, StoredState> batch = new TreeMap<>();
            int size = 1 + random.nextInt(BATCH_MAX);
            LoggedEvent event = left.removeFirst();
            if (event.poison() && !done.contains(event.number())) {
                dead.add(event.place());
            } else {
                take(event, done, batch);
                while (--size > 0 && !left.isEmpty() && !left.getFirst().poison()) {
                    event = left.removeFirst();
                    take(event, done, batch);
                }
            }
            steps.add(new Place(partition, event.place().offset() + 1));
            changes.addAll(batch.values());
            products.putAll(batch);
        }
    }

    private static void take(LoggedEvent event, Set<Integer> done, Map<String, StoredState> batch) {
        if (done.add(event.number())) {
            batch.put(event.product(), new StoredState(event.product(), event.place(), event.number(), event.stock()));
        }
    }

    Applied applied() {
        return new Applied(steps, changes, List.copyOf(products.values()), dead);
    }
}
