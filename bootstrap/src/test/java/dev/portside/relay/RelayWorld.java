package dev.portside.relay;

import static dev.portside.domain.users.SampleUsers.eventId;
import static dev.portside.domain.users.SampleUsers.id;
import static dev.portside.domain.users.SampleUsers.newEvent;
import static dev.portside.domain.users.SampleUsers.replacement;
import static dev.portside.domain.users.SampleUsers.user;

import dev.portside.application.users.RelayUserEvents;
import dev.portside.bootstrap.steps.SteppedOutbox;
import dev.portside.bootstrap.steps.SteppedTopic;
import dev.portside.bootstrap.steps.Steps;
import dev.portside.domain.shared.Backoff;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.users.Delivered;
import dev.portside.domain.users.EventHistory;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserEvents;
import dev.portside.domain.users.UserStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A store, a topic, relays between them, and the history of what was committed. */
final class RelayWorld {
    static final int FAILURES_MAX = 3;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(10), Duration.ofMillis(100));

    final UserStore store;
    final EventHistory history = new EventHistory();
    final CountingMeter meter = new CountingMeter();
    private final Supplier<UserEvents> topic;
    private final Supplier<List<Delivered>> delivered;
    private int users;
    private int events;
    private final AtomicLong ids = new AtomicLong();

    /**
     * @param topic gives each relay the topic as its own process has it
     * @param delivered what a reader of committed messages has seen so far
     */
    RelayWorld(UserStore store, Supplier<UserEvents> topic, Supplier<List<Delivered>> delivered) {
        this.store = store;
        this.topic = topic;
        this.delivered = delivered;
    }

    /** Adds the next user; the first has the number 1. */
    synchronized void register() {
        users++;
        events++;
        store.users().add(user(users), newEvent(events), Optional.empty());
        history.committed(id(users), eventId(events));
    }

    synchronized void change(int number) {
        events++;
        store.users().update(replacement(number, "user" + number + "@example.com", "Name " + events), newEvent(events));
        history.committed(id(number), eventId(events));
    }

    /** Adds three users with seven events. */
    RelayWorld busy() {
        register();
        register();
        change(1);
        change(1);
        register();
        change(2);
        change(1);
        return this;
    }

    int users() {
        return users;
    }

    List<Delivered> delivered() {
        return delivered.get();
    }

    List<String> deliveredIds() {
        return delivered().stream().map(Delivered::eventId).toList();
    }

    /** What the topic's history has that it should not. */
    List<String> faults() {
        return history.faults(delivered(), Set.of());
    }

    RelayUserEvents relay(int batchSizeMax, Steps steps) {
        return relay(batchSizeMax, steps, _ -> false);
    }

    RelayUserEvents relay(int batchSizeMax, Steps steps, Predicate<UserEvent> poison) {
        return new RelayUserEvents(
                new SteppedOutbox(store.outbox(), steps),
                new SteppedTopic(new PoisonedTopic(topic.get(), poison), steps),
                batchSizeMax,
                FAILURES_MAX,
                BACKOFF,
                store::now,
                () -> new UUID(0, ids.incrementAndGet()),
                new SplittableRandom(1),
                meter);
    }

    /** Lets the leases of all others end and gives all lanes to this owner. */
    Set<LeasedLane> takeOver(String owner) {
        store.pass(store.leaseTtl().plusMillis(1));
        return store.lanes().hold(owner);
    }

    static void untilIdle(RelayUserEvents relay, Set<LeasedLane> lanes) {
        for (int runs = 0; relay.runOnce(lanes); runs++) {
            if (runs > 10_000) {
                throw new AssertionError("the relay does not come to rest");
            }
        }
    }
}
