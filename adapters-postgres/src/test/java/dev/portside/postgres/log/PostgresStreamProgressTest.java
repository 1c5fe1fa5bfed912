package dev.portside.postgres.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.log.BatchResult;
import dev.portside.domain.log.LogOutcome;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.log.Received;
import dev.portside.domain.log.StreamPosition;
import dev.portside.domain.log.StreamProgress;
import dev.portside.domain.log.StreamProgressContract;
import dev.portside.domain.shared.MovableClock;
import dev.portside.postgres.Database;
import dev.portside.postgres.Partitions;
import dev.portside.postgres.PostgresDeadLetters;
import dev.portside.postgres.Schema;
import dev.portside.postgres.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresStreamProgressTest extends StreamProgressContract {
    private static final LogStream STREAM = new LogStream("group", "topic");
    private static final int CONSUMERS = 8;

    private final Database database = TestDatabase.fresh(Schema.MAIN);
    private final MovableClock clock = new MovableClock();
    private final PostgresStreamProgress progress = new PostgresStreamProgress(database, clock);
    private final PostgresDeadLetters deadLetters = new PostgresDeadLetters(database);
    private final StreamUpkeep upkeep = new StreamUpkeep(database, List.of(new Partitions("product_keys")), clock);

    PostgresStreamProgressTest() {
        upkeep.runOnce();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected StreamProgress progress() {
        return progress;
    }

    @Override
    protected DeadLetters deadLetters() {
        return deadLetters;
    }

    @Override
    protected BatchResult apply(
            List<Received<String>> batch,
            StreamPosition position,
            Function<List<Received<String>>, List<LogOutcome>> effects) {
        return progress.apply(batch, position, (_, entries) -> effects.apply(entries));
    }

    @Test
    void ofConsumersAtOnceWithOnePositionOneAppliesItsBatch() throws Exception {
        for (long from : List.of(0L, 1L, 2L)) {
            AtomicInteger applied = new AtomicInteger();
            Callable<BatchResult> consume = () -> progress.apply(
                    List.of(entry(from)), new StreamPosition(STREAM, 0, from, from + 1), (_, entries) -> {
                        applied.incrementAndGet();
                        return List.of(new LogOutcome.Applied());
                    });
            List<BatchResult> results = new ArrayList<>();
            try (ExecutorService consumers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<BatchResult> one : consumers.invokeAll(
                        Stream.generate(() -> consume).limit(CONSUMERS).toList())) {
                    results.add(one.get());
                }
            }
            assertThat(applied).hasValue(1);
            assertThat(results)
                    .filteredOn(new BatchResult.Overtaken(from + 1)::equals)
                    .hasSize(CONSUMERS - 1);
        }
    }

    @Test
    void tellsWhenAnEntryTookEffectUntilThatDayIsForgotten() {
        progress.apply(List.of(entry(0)), position(0), (_, _) -> List.of(new LogOutcome.Applied()));
        Instant first = clock.instant();
        live(Duration.ofHours(1));
        progress.apply(List.of(entry(1)), position(1), (_, _) -> List.of(new LogOutcome.Applied()));
        assertThat(finishedAt(0)).contains(first);
        assertThat(finishedAt(1)).contains(clock.instant());
        live(Duration.ofDays(3));
        assertThat(finishedAt(0)).isEmpty();
    }

    @Test
    void forgetsOutcomesAfterADayUnlessTheyAreNeeded() {
        progress.apply(List.of(entry(0)), position(0), (_, _) -> List.of(new LogOutcome.Rejected("a rule")));
        progress.bury(position(1), place(1), letter("1"));
        progress.bury(position(2), place(2), letter("2"));
        progress.reopen(STREAM, place(2));
        deadLetters.remove("2");
        live(Duration.ofDays(2));
        assertThat(progress.find(STREAM, place(0))).isEmpty();
        assertThat(progress.find(STREAM, place(1)).orElseThrow().reason()).contains("broken");
        assertThat(progress.find(STREAM, place(2)).orElseThrow().status().finished())
                .isFalse();
        deadLetters.remove("1");
        live(Duration.ofHours(1));
        assertThat(progress.find(STREAM, place(1))).isEmpty();
        assertThat(progress.reopen(STREAM, place(1)))
                .as("its letter was kept elsewhere")
                .isTrue();
    }

    private void live(Duration time) {
        Duration left = time;
        while (left.isPositive()) {
            clock.advance(Duration.ofHours(1));
            upkeep.runOnce();
            left = left.minusHours(1);
        }
    }

    private Optional<Instant> finishedAt(long offset) {
        return progress.find(STREAM, place(offset)).orElseThrow().finishedAt();
    }

    private static StreamPosition position(long from) {
        return new StreamPosition(STREAM, 0, from, from + 1);
    }

    private static LogPlace place(long offset) {
        return new LogPlace(0, offset, Instant.EPOCH);
    }

    private static Received<String> entry(long offset) {
        return new Received<>(place(offset), false, "x", Optional.empty());
    }

    private DeadLetter letter(String id) {
        return new DeadLetter(
                id, Source.PRODUCTS, id, "{}", "broken", 1, clock.instant(), clock.instant(), Optional.empty());
    }
}
