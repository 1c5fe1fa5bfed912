package dev.portside.relay;

import static dev.portside.relay.RelayWorld.untilIdle;

import dev.portside.application.users.RelayUserEvents;
import dev.portside.bootstrap.steps.Steps;
import dev.portside.domain.users.Delivered;
import dev.portside.domain.users.EventId;
import dev.portside.domain.users.UserEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Users change while up to four relays join, work, fail, sleep through their leases, leave and die, in an order that the
 * seed decides. At the end one relay is left and brings everything to rest.
 */
final class Schedule {
    private static final int RELAYS_MAX = 4;
    private static final int USERS_MAX = 12;
    private static final int TICKS = 500;

    private final RelayWorld world = InMemoryRelayWorld.create();
    private final List<Actor> relays = new ArrayList<>();
    private final Map<EventId, Integer> failures = new HashMap<>();
    private final Set<String> deaths = new HashSet<>();
    private final SplittableRandom random;
    private int joined;
    private int awake;

    Schedule(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** What is wrong at the end. */
    List<String> faults() {
        for (int tick = 0; tick < TICKS; tick++) {
            tick();
        }
        List.copyOf(relays).forEach(this::kill);
        RelayUserEvents last = world.relay(4, Steps.NONE, this::failsNow);
        for (int i = 0; i < 20 && world.store.outbox().stats().unsent() > 0; i++) {
            untilIdle(last, world.takeOver("last"));
        }
        return world.faults();
    }

    int events() {
        return world.history.size();
    }

    List<Delivered> delivered() {
        return world.delivered();
    }

    /** The places where relays died. */
    Set<String> deaths() {
        return deaths;
    }

    private void tick() {
        switch (random.nextInt(60)) {
            case 0 -> join();
            case 1 -> awake().ifPresent(Actor::leave);
            case 2 -> awake().ifPresent(this::kill);
            case 3 -> awake().ifPresent(relay -> relay.move(Actor.Fate.FAIL));
            case 4 ->
                world.store.pass(Duration.ofMillis(
                        random.nextLong(2 * world.store.leaseTtl().toMillis())));
            case 5, 6, 7 -> awake = random.nextInt(RELAYS_MAX);
            case 8, 9, 10, 11, 12 ->
                awake().ifPresent(relay -> relay.believe(world.store.lanes().hold(relay.owner())));
            case 13, 14, 15, 16 -> commit();
            default -> awake().ifPresent(relay -> relay.move(Actor.Fate.GO_ON));
        }
        for (Actor relay : List.copyOf(relays)) {
            if (relay.ended()) {
                world.store.lanes().release(relay.owner());
                relays.remove(relay);
            }
        }
    }

    private void join() {
        if (relays.size() < RELAYS_MAX) {
            Actor relay = new Actor(world, "relay " + ++joined, this::failsNow);
            relay.believe(world.store.lanes().hold(relay.owner()));
            relays.add(relay);
        }
    }

    private void commit() {
        if (world.users() < USERS_MAX) {
            world.register();
            return;
        }
        world.change(random.nextInt(world.users()) + 1);
    }

    /** Kills without giving the lanes back: they are free when their lease is over. */
    private void kill(Actor relay) {
        deaths.add(relay.place());
        relay.move(Actor.Fate.DIE);
        relays.remove(relay);
    }

    /** Some events fail at times, never so often that they become dead letters. */
    private boolean failsNow(UserEvent event) {
        return event.order() % 5 == 0
                && random.nextInt(3) == 0
                && failures.merge(event.id(), 1, Integer::sum) < RelayWorld.FAILURES_MAX;
    }

    /** The others sleep: they neither move nor renew their leases, and wake up as if no time had passed. */
    private Optional<Actor> awake() {
        return relays.isEmpty() ? Optional.empty() : Optional.of(relays.get(awake % relays.size()));
    }
}
