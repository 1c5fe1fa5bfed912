package dev.portside.postgres.memory;

import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.log.EntryStatus;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.tasks.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How entries ended that did not just take effect. Kept for a while, longer while their letter is there or they wait to
 * come back; it is remembered up to where outcomes were forgotten. Used under its owner's lock.
 */
final class EntryOutcomes {
    private static final Duration RETENTION = Duration.ofHours(24);
    private static final int SIZE_MAX = 100_000;
    private static final int OVERHEAD_BYTES = 400;

    private record Partition(LogStream stream, int number) {}

    private record Key(Partition partition, long offset) {}

    private record Kept(EntryStatus status, Instant since, Optional<String> letter) {}

    private final LinkedHashMap<Key, Kept> kept = new LinkedHashMap<>();
    private final Map<Partition, Long> forgottenBefore = new HashMap<>();
    private final DeadLetters deadLetters;
    private final MemoryBudget memory;

    EntryOutcomes(DeadLetters deadLetters, MemoryBudget memory) {
        this.deadLetters = deadLetters;
        this.memory = memory;
    }

    Optional<EntryStatus> find(LogStream stream, LogPlace place) {
        return Optional.ofNullable(kept.get(key(stream, place))).map(Kept::status);
    }

    boolean isPending(LogStream stream, LogPlace place) {
        return find(stream, place).stream().anyMatch(status -> !status.status().finished());
    }

    /** Whether the outcome of such an old entry may be gone. */
    boolean isForgotten(LogStream stream, LogPlace place) {
        return place.offset() < forgottenBefore.getOrDefault(new Partition(stream, place.partition()), 0L);
    }

    void end(LogStream stream, LogPlace place, TaskStatus status, Optional<String> reason, Instant now) {
        put(key(stream, place), new Kept(new EntryStatus(status, reason, Optional.of(now)), now, Optional.empty()));
        forgetExpired(now);
    }

    void die(LogStream stream, LogPlace place, String reason, String letter, Instant now) {
        EntryStatus dead = new EntryStatus(TaskStatus.DEAD, Optional.of(reason), Optional.of(now));
        put(key(stream, place), new Kept(dead, now, Optional.of(letter)));
    }

    void reopen(LogStream stream, LogPlace place, Instant now) {
        put(key(stream, place), new Kept(EntryStatus.PENDING, now, Optional.empty()));
    }

    private static Key key(LogStream stream, LogPlace place) {
        return new Key(new Partition(stream, place.partition()), place.offset());
    }

    private void put(Key key, Kept now) {
        memory.occupy(weight(now));
        Kept before = kept.remove(key);
        if (before != null) {
            memory.release(weight(before));
        }
        kept.putLast(key, now);
    }

    private void forgetExpired(Instant now) {
        Instant keepFrom = now.minus(RETENTION);
        while (!kept.isEmpty()) {
            Map.Entry<Key, Kept> oldest = kept.firstEntry();
            if (kept.size() <= SIZE_MAX && oldest.getValue().since.isAfter(keepFrom)) {
                return;
            }
            kept.pollFirstEntry();
            if (isNeeded(oldest.getValue())) {
                kept.putLast(oldest.getKey(), oldest.getValue());
                return;
            }
            memory.release(weight(oldest.getValue()));
            forgottenBefore.merge(oldest.getKey().partition, oldest.getKey().offset + 1, Math::max);
        }
    }

    private boolean isNeeded(Kept oldest) {
        return !oldest.status.status().finished()
                || oldest.letter.flatMap(deadLetters::find).isPresent();
    }

    private static long weight(Kept outcome) {
        return OVERHEAD_BYTES + 2L * outcome.status.reason().map(String::length).orElse(0);
    }
}
