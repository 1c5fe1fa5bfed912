package dev.portside.nats.memory;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.orders.OrderFeed;
import dev.portside.domain.orders.OrderMessage;
import dev.portside.domain.orders.Settlement;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Signal;
import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/** A stream with its consumer in memory: unsettled messages sorted by when they are due, one lock. */
public final class InMemoryOrderFeed implements OrderFeed {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int OVERHEAD_BYTES = 500;

    /** @param deliveries so far */
    private record Entry(
            long sequence,
            String id,
            String origin,
            Optional<String> letter,
            byte[] payload,
            Instant publishedAt,
            Optional<String> traceparent,
            int deliveries,
            Instant dueAt) {
        Entry delivered(Instant againAt) {
            return new Entry(sequence, id, origin, letter, payload, publishedAt, traceparent, deliveries + 1, againAt);
        }

        Entry dueAgain(Instant againAt) {
            return new Entry(sequence, id, origin, letter, payload, publishedAt, traceparent, deliveries, againAt);
        }

        OrderMessage message() {
            return new OrderMessage(id, origin, payload, deliveries, publishedAt, traceparent);
        }
    }

    private final Map<String, Entry> unsettled = new HashMap<>();
    private final TreeSet<Entry> byDue =
            new TreeSet<>(Comparator.comparing(Entry::dueAt).thenComparingLong(Entry::sequence));
    private final int messagesMax;
    private final Duration ackWait;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final MemoryBudget memory;
    private final Signal wake;
    private long lastSequence;

    /**
     * @param messagesMax unsettled messages at most
     * @param ids growing ids
     * @param wake raised by each new message; it also ends a wait in {@link #next} early
     */
    public InMemoryOrderFeed(
            int messagesMax,
            Duration ackWait,
            InstantSource clock,
            Supplier<UUID> ids,
            MemoryBudget memory,
            Signal wake) {
        this.messagesMax = messagesMax;
        this.ackWait = ackWait;
        this.clock = clock;
        this.ids = ids;
        this.memory = memory;
        this.wake = wake;
    }

    @Override
    public synchronized String publish(byte[] payload, Optional<String> traceparent) {
        String id = ids.get().toString();
        append(id, id, Optional.empty(), payload, traceparent);
        return id;
    }

    @Override
    public synchronized void publishAgain(DeadLetter letter, byte[] payload) {
        Optional<String> id = Optional.of(letter.id());
        if (unsettled.values().stream().noneMatch(entry -> entry.letter.equals(id))) {
            append(ids.get().toString(), letter.origin(), id, payload, letter.traceparent());
        }
    }

    private void append(
            String id, String origin, Optional<String> letter, byte[] payload, Optional<String> traceparent) {
        if (unsettled.size() >= messagesMax) {
            throw new Unavailable("the queue of order messages is full", RETRY_AFTER);
        }
        memory.reserve(weight(payload));
        Instant now = clock.instant();
        put(new Entry(++lastSequence, id, origin, letter, payload.clone(), now, traceparent, 0, now));
        wake.raise();
    }

    private void put(Entry entry) {
        unsettled.put(entry.id, entry);
        byDue.add(entry);
    }

    @Override
    public List<OrderMessage> next(int max, Duration waitMax) throws InterruptedException {
        List<OrderMessage> due = take(max);
        if (!due.isEmpty() || waitMax.isZero()) {
            return due;
        }
        wake.await(untilNextDue(waitMax));
        return take(max);
    }

    private synchronized List<OrderMessage> take(int max) {
        Instant now = clock.instant();
        List<OrderMessage> due = new ArrayList<>();
        while (due.size() < max && !byDue.isEmpty() && !byDue.first().dueAt.isAfter(now)) {
            Entry delivered = byDue.pollFirst().delivered(now.plus(ackWait));
            put(delivered);
            due.add(delivered.message());
        }
        return due;
    }

    private synchronized Duration untilNextDue(Duration waitMax) {
        if (byDue.isEmpty()) {
            return waitMax;
        }
        Duration until = Duration.between(clock.instant(), byDue.first().dueAt);
        return until.compareTo(waitMax) < 0 ? until : waitMax;
    }

    @Override
    public synchronized void settle(OrderMessage message, Settlement settlement) {
        Entry entry = unsettled.get(message.id());
        if (entry == null) {
            return;
        }
        byDue.remove(entry);
        switch (settlement) {
            case Settlement.Ack _, Settlement.Term _ -> {
                unsettled.remove(entry.id);
                memory.release(weight(entry.payload));
            }
            case Settlement.NakAfter nak -> put(entry.dueAgain(clock.instant().plus(nak.delay())));
        }
    }

    @Override
    public synchronized void working(List<OrderMessage> messages) {
        Instant againAt = clock.instant().plus(ackWait);
        for (OrderMessage message : messages) {
            Entry entry = unsettled.get(message.id());
            if (entry != null) {
                byDue.remove(entry);
                put(entry.dueAgain(againAt));
            }
        }
    }

    @Override
    public synchronized State state() {
        long redelivered = unsettled.values().stream()
                .filter(entry -> entry.deliveries > 1)
                .count();
        Optional<Instant> oldestAt =
                unsettled.values().stream().map(Entry::publishedAt).min(Comparator.naturalOrder());
        return new State(true, unsettled.size(), redelivered, oldestAt);
    }

    /** How many messages were published so far. */
    public synchronized long published() {
        return lastSequence;
    }

    private static long weight(byte[] payload) {
        return (long) OVERHEAD_BYTES + payload.length;
    }
}
