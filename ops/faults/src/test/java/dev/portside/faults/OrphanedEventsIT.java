package dev.portside.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.faults.fleet.RelayFleet;
import dev.portside.faults.fleet.RelaySlot;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Reply;
import dev.portside.faults.users.OutageTrial;
import dev.portside.faults.users.Outbox;
import dev.portside.faults.users.TopicWatcher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Events that wait in the outbox since their service crashed, the broker is away, or will not have one of them. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrphanedEventsIT {
    private static final Duration ARRIVAL_TIME_MAX = Duration.ofSeconds(30);

    /** Enough for a user with a short name, and less than one with a long name needs. */
    private static final String MESSAGE_BYTES_MAX = "900";

    private static final String LONG_NAME = "ä".repeat(255);
    private static final int OTHERS = 20;

    /** So many that each relay has some of their lanes. */
    private static final int TAKEN_OVER = 50;

    private RelayFleet fleet;
    private Outbox outbox;
    private TopicWatcher watcher;
    private final Caller caller = new Caller(Duration.ofSeconds(10));

    @BeforeAll
    void start() throws InterruptedException, ExecutionException {
        fleet = RelayFleet.start(Distribution.FOLDER, Path.of("target/faults"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", fleet.brokers()))) {
            NewTopic topic = new NewTopic(RelayFleet.TOPIC, Optional.of(4), Optional.empty())
                    .configs(Map.of("max.message.bytes", MESSAGE_BYTES_MAX));
            admin.createTopics(List.of(topic)).all().get();
        }
        fleet.withApi(Map.of()).withRelays(2, Map.of("RELAY_MAX_RETRIES", "3"));
        outbox = new Outbox(fleet.users());
        watcher = new TopicWatcher(fleet.brokers(), RelayFleet.TOPIC);
    }

    @AfterAll
    void close() {
        watcher.close();
        caller.close();
        fleet.close();
    }

    @Test
    void theOrphanedEventOfACrashArrivesAfterARestart() {
        fleet.relays().forEach(RelaySlot::leave);
        assertThat(crash("{\"email\": \"crash@test.com\", \"name\": \"Crash Test\", \"crash_after_db\": true}"))
                .isInstanceOf(Reply.Unanswered.class);
        assertThat(
                        crash(
                                "{\"email\": \"halt@test.com\", \"name\": \"Halt Test\", \"crash_after_db\": true, \"halt\": true}"))
                .isInstanceOf(Reply.Unanswered.class);
        fleet.api().kill();
        fleet.api().revive();
        assertThat(outbox.unsent()).isEqualTo(2);
        fleet.relays().forEach(RelaySlot::revive);
        awaitSeen("Crash Test");
        awaitSeen("Halt Test");
        assertThat(outbox.unsent()).isZero();
    }

    private Reply crash(String json) {
        return caller.post(fleet.api(), "/api/test/crash", json);
    }

    @Test
    void anEventThatTheBrokerRefusesBecomesADeadLetterAndOthersFlow() {
        String id = register("long@example.com", LONG_NAME);
        for (int i = 0; i < OTHERS; i++) {
            register("other" + i + "@example.com", "Other " + i);
        }
        Reply changed = caller.put(
                fleet.api(), "/api/users/" + id, "{\"email\":\"long@example.com\",\"name\":\"Short again\"}");
        assertThat(((Reply.Answered) changed).status()).isEqualTo(200);
        for (int i = 0; i < OTHERS; i++) {
            awaitSeen("Other " + i);
        }
        awaitSeen("Short again");
        assertThat(outbox.dead()).hasSize(1).first().asString().startsWith("3 ").contains("too large");
        assertThat(watcher.names()).doesNotContain(LONG_NAME);
    }

    @Test
    void theLanesOfARelayThatLeavesAreTakenOverAtOnceAndThoseOfADeadOneWithinTenSeconds() {
        RelaySlot first = fleet.relays().getFirst();
        Duration left = takenOver("left", first::leave);
        first.revive();
        Duration died = takenOver("died", first::kill);
        first.revive();
        System.out.println("OrphanedEventsIT: the last of " + TAKEN_OVER + " events was seen " + left.toMillis()
                + " ms after a relay left, and " + died.toMillis() + " ms after one died");
        assertThat(left).isLessThan(Duration.ofSeconds(3));
        assertThat(died).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
    }

    /** From the signal that ends a relay, which shares the lanes, to the last of the events that come in meanwhile. */
    private Duration takenOver(String mark, Runnable end) {
        Until.holds(() -> "both relays have lanes", ARRIVAL_TIME_MAX, () -> outbox.laneOwners() == 2);
        bring(mark + " while both work");
        CompletableFuture<Void> ending = CompletableFuture.runAsync(end);
        Duration passed = bring(mark);
        ending.join();
        return passed;
    }

    /** How long it takes until many events are seen, from before the first. */
    private Duration bring(String mark) {
        long start = System.nanoTime();
        for (int i = 0; i < TAKEN_OVER; i++) {
            register(mark.replace(' ', '-') + i + "@example.com", mark + " " + i);
        }
        for (int i = 0; i < TAKEN_OVER; i++) {
            awaitSeen(mark + " " + i);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private String register(String email, String name) {
        Reply reply = caller.post(fleet.api(), "/api/users", "{\"email\":\"" + email + "\",\"name\":\"" + name + "\"}");
        assertThat(reply).isInstanceOf(Reply.Answered.class);
        return ((Reply.Answered) reply).header("Location").replace("/api/users/", "");
    }

    @Test
    void usersGoOnWithoutTheBrokerAndEverythingArrivesWhenItIsBack() throws InterruptedException {
        OutageTrial.Outcome outcome = OutageTrial.run(fleet, 100, Duration.ofSeconds(3));
        System.out.println(outcome);
        assertThat(outcome.refused()).isEmpty();
        assertThat(outcome.wrong()).isZero();
        // The figure is make test-faults' to show; this is a few seconds on a busy machine.
        assertThat(outcome.awayP99())
                .isLessThan(outcome.healthyP99().multipliedBy(2).plusMillis(50));
    }

    private void awaitSeen(String name) {
        Until.holds(
                () -> name + " is on the topic",
                ARRIVAL_TIME_MAX,
                () -> watcher.names().contains(name));
        assertThat(Collections.frequency(watcher.names(), name)).isEqualTo(1);
    }
}
