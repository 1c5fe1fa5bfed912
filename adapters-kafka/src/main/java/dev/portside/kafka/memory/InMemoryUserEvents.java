package dev.portside.kafka.memory;

import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.users.BatchId;
import dev.portside.domain.users.Claim;
import dev.portside.domain.users.EventFormat;
import dev.portside.domain.users.PublisherId;
import dev.portside.domain.users.PublisherRetired;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserEvents;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** The topic of user events in memory: the newest records, and what each publisher published last. One lock. */
public final class InMemoryUserEvents implements UserEvents {
    /** A retired publisher is asked for again within a lease's time; this many sessions take far longer than that. */
    private static final int RETIRED_MAX = 10_000;

    private static final int OVERHEAD_BYTES = 1_000;

    private final Map<PublisherId, Optional<BatchId>> open = new LinkedHashMap<>();
    private final LinkedHashMap<PublisherId, Optional<BatchId>> retired = new LinkedHashMap<>();
    private final Deque<TopicRecord> records = new ArrayDeque<>();
    private final EventFormat format;
    private final int recordsMax;
    private final Supplier<UUID> ids;
    private final MemoryBudget memory;
    private long nextOffset;

    /** @param recordsMax how many records are kept, the newest */
    public InMemoryUserEvents(EventFormat format, int recordsMax, Supplier<UUID> ids, MemoryBudget memory) {
        this.format = format;
        this.recordsMax = recordsMax;
        this.ids = ids;
        this.memory = memory;
    }

    @Override
    public synchronized PublisherId open() {
        PublisherId publisher = new PublisherId(ids.get());
        open.put(publisher, Optional.empty());
        return publisher;
    }

    @Override
    public synchronized void publish(Claim claim, List<UserEvent> events) {
        if (!open.containsKey(claim.publisher())) {
            throw new PublisherRetired();
        }
        append(events, format.headers());
        open.put(claim.publisher(), Optional.of(claim.batch()));
    }

    @Override
    public synchronized void replay(List<UserEvent> events) {
        append(events, format.replayHeaders());
    }

    /** Encodes all before the first is appended: an event that cannot be encoded keeps the others out. */
    private void append(List<UserEvent> events, Function<UserEvent, SequencedMap<String, String>> headers) {
        List<TopicRecord> encoded = new ArrayList<>();
        for (UserEvent event : events) {
            encoded.add(new TopicRecord(
                    nextOffset + encoded.size(),
                    event.user().id().text(),
                    format.value().apply(event.user()),
                    Collections.unmodifiableSequencedMap(headers.apply(event))));
        }
        encoded.forEach(this::append);
    }

    private void append(TopicRecord appended) {
        memory.occupy(weight(appended));
        records.addLast(appended);
        nextOffset = appended.offset() + 1;
        if (records.size() > recordsMax) {
            memory.release(weight(records.removeFirst()));
        }
    }

    @Override
    public synchronized Optional<BatchId> retire(PublisherId publisher) {
        if (open.containsKey(publisher)) {
            retired.put(publisher, open.getOrDefault(publisher, Optional.empty()));
            open.remove(publisher);
        }
        if (retired.size() > RETIRED_MAX) {
            retired.pollFirstEntry();
        }
        return retired.getOrDefault(publisher, Optional.empty());
    }

    /** The records that are kept, oldest first. */
    public synchronized List<TopicRecord> records() {
        return List.copyOf(records);
    }

    private static long weight(TopicRecord kept) {
        return (long) OVERHEAD_BYTES + kept.value().length;
    }
}
