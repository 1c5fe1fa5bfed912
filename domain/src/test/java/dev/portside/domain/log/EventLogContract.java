package dev.portside.domain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every binding of {@link EventLog} and its {@link LogReader}s does. */
public abstract class EventLogContract {
    protected static final int PARTITIONS = 4;
    protected static final int ENTRIES_MAX = 50;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    /** The log under test, with {@link #PARTITIONS} partitions, for at most {@link #ENTRIES_MAX} unfinished entries. */
    protected abstract EventLog log();

    /** A member of the consumer group, alone in it; it begins at the stored positions. */
    protected abstract LogReader reader();

    /** Stores a position, as the effects of a batch do. */
    protected abstract void store(int partition, long next);

    @Test
    void entriesOfOneKeyAreReadInTheOrderOfTheirAppends() throws InterruptedException {
        List<LogPlace> places = IntStream.range(0, 40)
                .mapToObj(i -> log().append(entry("key " + i % 5, "value " + i)))
                .toList();
        try (LogReader reader = reader()) {
            List<LogEntry> read = readAll(reader, 40);
            for (int key = 0; key < 5; key++) {
                String name = "key " + key;
                List<LogEntry> ofKey = read.stream()
                        .filter(entry -> entry.content().key().equals(name))
                        .toList();
                assertThat(ofKey).hasSize(8);
                assertThat(ofKey)
                        .extracting(entry -> entry.place().partition())
                        .containsOnly(ofKey.getFirst().place().partition());
                assertThat(ofKey).extracting(entry -> entry.place().offset()).isSorted();
                assertThat(ofKey)
                        .extracting(entry ->
                                Integer.parseInt(entry.content().payload().substring("value ".length())))
                        .isSorted();
            }
            assertThat(read).extracting(LogEntry::place).containsExactlyInAnyOrderElementsOf(places);
        }
    }

    @Test
    void anEntryIsReadAsItWasAppended() throws InterruptedException {
        NewEntry requeued = new NewEntry(
                "key", "päylöad\n", Optional.of(TRACE), Optional.of(new LogPlace(3, 17, Instant.ofEpochMilli(1234))));
        LogPlace place = log().append(requeued);
        try (LogReader reader = reader()) {
            assertThat(readAll(reader, 1)).containsExactly(new LogEntry(place, requeued));
        }
    }

    @Test
    void aPollGivesNoMoreThanAskedForAndTheNextOneGoesOn() throws InterruptedException {
        IntStream.range(0, 10).forEach(i -> log().append(entry("key", "value " + i)));
        try (LogReader reader = reader()) {
            List<LogEntry> first = new ArrayList<>();
            while (first.isEmpty()) {
                first.addAll(entries(reader.poll(4, LONG)));
            }
            assertThat(first).hasSizeLessThanOrEqualTo(4);
            assertThat(readAll(reader, 10 - first.size()).getFirst().place().offset())
                    .isEqualTo(first.getLast().place().offset() + 1);
        }
    }

    @Test
    void whatCameDuringAPauseIsHandedOutOnceAndInOrder() throws InterruptedException {
        List<LogPlace> places = IntStream.range(0, 20)
                .mapToObj(i -> log().append(entry("key", "value " + i)))
                .toList();
        try (LogReader reader = reader()) {
            List<LogEntry> read = new ArrayList<>();
            while (read.size() < places.size()) {
                List<LogEntry> found = entries(reader.pollAfter(7, Duration.ofMillis(1)));
                assertThat(found).hasSizeLessThanOrEqualTo(7);
                read.addAll(found);
            }
            assertThat(read).extracting(LogEntry::place).containsExactlyElementsOf(places);
        }
    }

    @Test
    void whatIsNotStoredIsReadAgainAfterARewindAndByTheNextReader() throws InterruptedException {
        LogPlace first = log().append(entry("key", "a"));
        LogPlace second = log().append(entry("key", "b"));
        try (LogReader reader = reader()) {
            readAll(reader, 2);
            reader.rewind(first.partition(), first.offset());
            assertThat(readAll(reader, 2)).extracting(LogEntry::place).containsExactly(first, second);
            store(first.partition(), second.offset());
            reader.done(first.partition(), second.offset());
        }
        try (LogReader reader = reader()) {
            List<LogBatch> batches = reader.poll(10, LONG);
            while (batches.isEmpty()) {
                batches = reader.poll(10, LONG);
            }
            assertThat(batches.getFirst().from()).isEqualTo(second.offset());
            assertThat(entries(batches)).extracting(LogEntry::place).containsExactly(second);
        }
    }

    @Test
    void aWaitingPollReturnsAsSoonAsAnEntryComes() throws Exception {
        try (LogReader reader = reader()) {
            reader.poll(1, Duration.ZERO);
            CompletableFuture<List<LogEntry>> polled = inThread(() -> readAll(reader, 1));
            log().append(entry("key", "a"));
            assertThat(polled.get(10, TimeUnit.SECONDS)).hasSize(1);
        }
    }

    @Test
    void wakingUpEndsAPollAndARest() throws Exception {
        try (LogReader reader = reader()) {
            CompletableFuture<List<LogBatch>> polled = inThread(() -> reader.poll(1, LONG));
            reader.wakeUp();
            assertThat(polled.get(10, TimeUnit.SECONDS)).isEmpty();
            CompletableFuture<Boolean> rested = inThread(() -> {
                reader.rest(LONG);
                return true;
            });
            reader.wakeUp();
            assertThat(rested.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anAppendDoesNotEndARest() throws Exception {
        try (LogReader reader = reader()) {
            CompletableFuture<Boolean> rested = inThread(() -> {
                reader.rest(LONG);
                return true;
            });
            log().append(entry("key", "a"));
            assertThatThrownBy(() -> rested.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            reader.wakeUp();
            assertThat(rested.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aFullLogRefusesNewWorkAtOnceButTakesRequeuedWork() throws InterruptedException {
        LogPlace last = new LogPlace(0, 0, Instant.EPOCH);
        for (int i = 0; i < ENTRIES_MAX; i++) {
            last = log().append(entry("key", "value"));
        }
        assertThat(log().backlog().entries()).isEqualTo(ENTRIES_MAX);
        assertThatThrownBy(() -> log().append(entry("key", "one too many"))).isInstanceOf(Unavailable.class);
        log().append(new NewEntry("key", "value", Optional.empty(), Optional.of(last)));
        try (LogReader reader = reader()) {
            readAll(reader, ENTRIES_MAX + 1);
            store(last.partition(), last.offset() + 2);
            reader.done(last.partition(), last.offset() + 2);
        }
        assertThat(log().backlog()).isEqualTo(new Backlog(0, Optional.empty()));
        log().append(entry("key", "room again"));
        assertThat(log().backlog().oldestAcceptedAt()).isPresent();
    }

    /** Polls until {@code count} entries were read. */
    protected static List<LogEntry> readAll(LogReader reader, int count) throws InterruptedException {
        List<LogEntry> read = new ArrayList<>();
        while (read.size() < count) {
            read.addAll(entries(reader.poll(100, LONG)));
        }
        return read;
    }

    private static List<LogEntry> entries(List<LogBatch> batches) {
        return batches.stream().flatMap(batch -> batch.entries().stream()).toList();
    }

    private static NewEntry entry(String key, String payload) {
        return new NewEntry(key, payload, Optional.of(TRACE), Optional.empty());
    }

    private interface Work<R> {
        R run() throws InterruptedException;
    }

    private static <R> CompletableFuture<R> inThread(Work<R> work) throws ExecutionException, InterruptedException {
        CompletableFuture<R> result = new CompletableFuture<>();
        CountDownLatch started = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            started.countDown();
            try {
                result.complete(work.run());
            } catch (InterruptedException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        started.await();
        return result;
    }
}
