package dev.portside.application.users;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.portside.application.json.Json;
import dev.portside.application.shared.FailureText;
import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.shared.Backoff;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.shared.TracedWork;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.users.BatchId;
import dev.portside.domain.users.Claim;
import dev.portside.domain.users.PublisherId;
import dev.portside.domain.users.PublisherRetired;
import dev.portside.domain.users.UnsentEvent;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserEvents;
import dev.portside.domain.users.UserOutbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Brings user events from the outbox to the topic, each exactly once and in order per user; {@link UserOutbox} says why.
 * One instance belongs to one loop.
 *
 * <p>A batch that fails is claimed again in halves until the poison event stands alone, about 2 log2(n) tries. That event
 * waits for its retry and later dies; only its own user waits with it. Halves are claims of their own and not parts of
 * one, so that a crash between them is like any other.
 */
public final class RelayUserEvents implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RelayUserEvents.class.getName());

    private final UserOutbox outbox;
    private final UserEvents topic;
    private final int batchSizeMax;
    private final int failuresMax;
    private final Backoff backoff;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final RandomGenerator random;
    private final FlowMeter meter;

    private Optional<PublisherId> publisher = Optional.empty();

    /** False while a batch is in hand, and after a fault: then what the publisher did has to be settled first. */
    private boolean settled;

    /**
     * Lanes that are known to hold no claim but of this relay. While a lease lasts nobody else can claim in its lane, so
     * that a look at its start is enough.
     */
    private Set<LeasedLane> cleared = Set.of();

    private int batchSize;

    /** How many of the next events hold one that failed, as far as is known. */
    private int suspects;

    /** @param failuresMax failures of one event before it becomes a dead letter */
    public RelayUserEvents(
            UserOutbox outbox,
            UserEvents topic,
            int batchSizeMax,
            int failuresMax,
            Backoff backoff,
            InstantSource clock,
            Supplier<UUID> ids,
            RandomGenerator random,
            FlowMeter meter) {
        this.outbox = outbox;
        this.topic = topic;
        this.batchSizeMax = batchSizeMax;
        this.failuresMax = failuresMax;
        this.backoff = backoff;
        this.clock = clock;
        this.ids = ids;
        this.random = random;
        this.meter = meter;
        this.batchSize = batchSizeMax;
    }

    /**
     * Relays one batch of these lanes.
     *
     * @return whether there may be more to do at once
     * @throws Unavailable when outbox or topic is away; nothing counts as failed then
     */
    public boolean runOnce(Set<LeasedLane> lanes) {
        if (lanes.isEmpty()) {
            return false;
        }
        if (!settled) {
            close();
            cleared = Set.of();
        }
        settled = false;
        if (!cleared.containsAll(lanes)) {
            outbox.claimed(lanes).forEach(this::settle);
            cleared = lanes;
        }
        boolean worked;
        try {
            worked = relayBatch(lanes);
        } catch (PublisherRetired _) {
            LOG.log(INFO, "another relay took over lanes of this one; it goes on with what it holds now");
            return true;
        }
        settled = true;
        return worked;
    }

    private void settle(Claim claim) {
        Optional<BatchId> last = topic.retire(claim.publisher());
        if (last.equals(Optional.of(claim.batch()))) {
            markSent(claim);
            return;
        }
        outbox.release(claim);
    }

    private boolean relayBatch(Set<LeasedLane> lanes) {
        // Opened before the claim: whoever settles the claim retires the session that wants to publish it.
        Claim claim = new Claim(new BatchId(ids.get()), opened());
        Instant started = clock.instant();
        List<UnsentEvent> batch = outbox.claim(claim, lanes, batchSize);
        if (batch.isEmpty()) {
            return false;
        }
        TracedWork.run(traceparents(batch), () -> relay(claim, batch, started));
        return true;
    }

    private static List<String> traceparents(List<UnsentEvent> batch) {
        return batch.stream()
                .flatMap(unsent -> unsent.event().traceparent().stream())
                .toList();
    }

    private void relay(Claim claim, List<UnsentEvent> batch, Instant started) {
        try {
            topic.publish(claim, batch.stream().map(UnsentEvent::event).toList());
        } catch (Unavailable | PublisherRetired e) {
            throw e;
        } catch (RuntimeException e) {
            failed(claim, batch, e);
            return;
        }
        markSent(claim);
        meter.batch(batch.size(), Duration.between(started, clock.instant()));
        suspects -= batch.size();
        if (suspects <= 0) {
            batchSize = batchSizeMax;
        }
    }

    private PublisherId opened() {
        PublisherId open = publisher.orElseGet(topic::open);
        publisher = Optional.of(open);
        return open;
    }

    private void markSent(Claim claim) {
        Instant now = clock.instant();
        for (UserEvent event : outbox.markSent(claim)) {
            meter.applied(event.type().verb(), Duration.between(event.occurredAt(), now));
        }
    }

    private void failed(Claim claim, List<UnsentEvent> batch, RuntimeException e) {
        if (batch.size() > 1) {
            suspects = batch.size();
            batchSize = batch.size() / 2;
            outbox.release(claim);
            return;
        }
        suspects = 0;
        UnsentEvent failed = batch.getFirst().failedAt(clock.instant());
        LOG.log(
                WARNING,
                "user event " + failed.event().id().text() + ": failure " + failed.failures() + " of " + failuresMax,
                e);
        if (failed.failures() < failuresMax) {
            Duration delay = backoff.delay(failed.failures(), random);
            outbox.retry(claim, failed, clock.instant().plus(delay));
            return;
        }
        outbox.bury(claim, failed, letter(failed, e));
        meter.dead(failed.event().type().verb());
    }

    private DeadLetter letter(UnsentEvent failed, RuntimeException e) {
        Instant now = clock.instant();
        UserEvent event = failed.event();
        return new DeadLetter(
                event.id().text(),
                Source.USERS,
                event.id().text(),
                Json.text(UserJson.node(event.user())),
                FailureText.of(e),
                failed.failures(),
                failed.firstFailureAt().orElse(now),
                now,
                event.traceparent());
    }

    /** Ends the session on the topic; the next {@link #runOnce} begins another. */
    @Override
    public void close() {
        publisher.ifPresent(topic::retire);
        publisher = Optional.empty();
    }
}
