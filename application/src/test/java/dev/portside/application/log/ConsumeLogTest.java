package dev.portside.application.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.application.shared.TracesOfLines;
import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.shared.Backoff;
import dev.portside.domain.shared.CountingMeter;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.shared.TracedWork;
import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConsumeLogTest {
    private static final LogStream STREAM = new LogStream("test", "texts");
    private static final Duration FLUSH = Duration.ofSeconds(1);
    private static final int BATCH_SIZE_MAX = 200;
    private static final int RETRIES = 3;
    private static final int BREAKER_FAILURES = 5;
    private static final Duration BREAKER_TIME = Duration.ofSeconds(60);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30));

    private final MovableClock clock = new MovableClock();
    private final Instant start = clock.instant();
    private final FakeLog log = new FakeLog(clock);
    private final FakeStore store = new FakeStore(clock);
    private final Breaker breaker = new Breaker("test", BREAKER_FAILURES, BREAKER_TIME, clock);
    private final FakeLog.Reader reader = log.reader();
    private final CountingMeter meter = new CountingMeter();
    private final ConsumeLog consumer = consumer(reader);

    private ConsumeLog consumer(FakeLog.Reader from) {
        LogTasks tasks = new LogTasks(STREAM, new LogTaskIds("texts", List.of("text"), new byte[32]), store);
        return new ConsumeLog(
                flow(),
                from,
                store,
                tasks,
                breaker,
                new ConsumePolicy(BATCH_SIZE_MAX, FLUSH, RETRIES, BACKOFF),
                clock,
                new Random(1),
                meter);
    }

    private LogFlow<String> flow() {
        return new LogFlow<>(STREAM, Source.TODOS, ConsumeLogTest::read, _ -> "text", store);
    }

    private static String read(String payload) {
        if (payload.startsWith("unreadable")) {
            throw new Invalid("must be readable");
        }
        return payload;
    }

    @Test
    void anIdleConsumerTakesTheFirstEntryAtOnce() throws InterruptedException {
        log.arrives(Duration.ofMillis(400), "a");
        assertThat(consumer.runOnce()).isTrue();
        assertThat(store.batches).containsExactly(new FakeStore.Applied(List.of("a"), start.plusMillis(400)));
    }

    @Test
    void anIdleConsumerReportsThatThereWasNothing() throws InterruptedException {
        assertThat(consumer.runOnce()).isFalse();
        assertThat(store.calls).isZero();
    }

    @Test
    void aBusyConsumerWaitsForCompanyAtMostTheFlushInterval() throws InterruptedException {
        IntStream.range(0, 300).forEach(i -> log.arrives(Duration.ofMillis(7L * i), "a"));
        consumer.runOnce();
        assertThat(store.batches.getFirst().at()).isEqualTo(start.plus(FLUSH));
        assertThat(store.batches.getFirst().values()).hasSize(143);
        assertThat(reader.polls)
                .as("once in a hundredth of it, not for each entry")
                .isEqualTo(101);
    }

    @Test
    void aFullBatchWaitsForNobody() throws InterruptedException {
        IntStream.range(0, 2 * BATCH_SIZE_MAX + 1).forEach(_ -> log.append("a"));
        consumer.runOnce();
        consumer.runOnce();
        assertThat(store.batches).hasSize(2).allSatisfy(batch -> {
            assertThat(batch.values()).hasSize(BATCH_SIZE_MAX);
            assertThat(batch.at()).isEqualTo(start);
        });
    }

    @Test
    void aLoneEntryOfABusyConsumerIsHardlyDelayed() throws InterruptedException {
        log.append("a");
        consumer.runOnce();
        assertThat(store.batches.getFirst().at()).isEqualTo(start.plus(FLUSH.dividedBy(100)));
    }

    @Test
    void aPoisonEntryBecomesADeadLetterAtOnceAndTheOthersGoOn() throws InterruptedException {
        log.append("a", "b", "poison 1", "c", "d", "unreadable", "e");
        consumer.runOnce();
        assertThat(store.values()).containsExactly("a", "b", "c", "d", "e");
        assertThat(store.letters).extracting(DeadLetter::payload).containsExactly("poison 1", "unreadable");
        assertThat(store.position).isEqualTo(7);
        assertThat(reader.rests).isEmpty();
        assertThat(breaker.state()).isEqualTo("closed");
    }

    @Test
    void everyEndIsCounted() throws InterruptedException {
        log.append("a", "refused", "poison", "unreadable");
        clock.advance(Duration.ofSeconds(2));
        consumer.runOnce();
        assertThat(meter.counted)
                .containsExactly(
                        "batch 2",
                        "applied text after PT2.01S",
                        "rejected text after PT2.01S",
                        "dead text",
                        "dead unreadable");
    }

    @Test
    void aBatchBelongsToTheTracesOfItsEntriesAndADeathToThatOfItsOwn() throws InterruptedException {
        log.append("a", "poison", "c");
        try (TracesOfLines lines = new TracesOfLines(BatchApplier.class)) {
            consumer.runOnce();
            assertThat(lines.seen()).containsExactly(List.of("trace of poison"));
        }
        assertThat(store.traces.getFirst()).containsExactly("trace of a", "trace of poison", "trace of c");
        assertThat(TracedWork.traceparents()).isEmpty();
    }

    @Test
    void aDeadLetterTellsWhatIsKnownButNotTheExceptionsText() throws InterruptedException {
        log.append("poison", "unreadable");
        consumer.runOnce();
        DeadLetter poison = store.letters.getFirst();
        assertThat(poison.error()).doesNotContain("items_pkey", "Foo");
        assertThat(poison.origin()).isEqualTo("0/0/" + start.toEpochMilli());
        assertThat(poison.traceparent()).contains("trace of poison");
        assertThat(poison.attempts()).isEqualTo(2);
        assertThat(poison.source()).isEqualTo(Source.TODOS);
        assertThat(store.letters.getLast().error()).isEqualTo("must be readable");
    }

    @Test
    void aFailureThatPassesIsRetriedWithGrowingJitter() throws InterruptedException {
        log.append("a");
        failTimes(RETRIES);
        consumer.runOnce();
        assertThat(store.values()).containsExactly("a");
        assertThat(reader.rests).hasSize(RETRIES);
        for (int i = 0; i < RETRIES; i++) {
            assertThat(reader.rests.get(i)).isLessThanOrEqualTo(BACKOFF.ceiling(i + 1));
        }
    }

    @Test
    void anOutageOpensTheBreakerAndLosesNothing() throws InterruptedException {
        log.append("a", "b");
        store.before = ConsumeLogTest::away;
        for (int i = 0; i < BREAKER_FAILURES; i++) {
            assertThat(breaker.state()).isEqualTo("closed");
            assertThatThrownBy(consumer::runOnce).isInstanceOf(Unavailable.class);
        }
        assertThat(store.calls).isEqualTo(BREAKER_FAILURES * (1 + RETRIES));
        assertThat(breaker.state()).isEqualTo("open");
        assertThat(breaker.admits()).isFalse();

        Instant opened = clock.instant();
        consumer.runOnce();
        assertThat(store.calls).as("calls while open").isEqualTo(BREAKER_FAILURES * (1 + RETRIES));
        assertThat(Duration.between(opened, clock.instant())).isBetween(BREAKER_TIME, BREAKER_TIME.plusMillis(1));

        assertThat(breaker.admits()).isTrue();
        assertThatThrownBy(consumer::runOnce).as("the trial").isInstanceOf(Unavailable.class);
        assertThat(breaker.state()).as("after one failed trial").isEqualTo("open");

        store.before = () -> assertThat(breaker.state()).isEqualTo("half_open");
        consumer.runOnce();
        consumer.runOnce();
        assertThat(breaker.state()).isEqualTo("closed");
        assertThat(store.values()).containsExactly("a", "b");
        assertThat(store.letters).isEmpty();
    }

    @Test
    void successesInBetweenKeepTheBreakerClosed() throws InterruptedException {
        for (int i = 0; i < 3 * BREAKER_FAILURES; i++) {
            log.append("a");
            failTimes(i % BREAKER_FAILURES == 0 ? 0 : 1 + RETRIES);
            try {
                consumer.runOnce();
            } catch (Unavailable e) {
                assertThat(i % BREAKER_FAILURES).isPositive();
            }
            assertThat(breaker.state()).isEqualTo("closed");
        }
    }

    @Test
    void aCommitWhoseAnswerWasLostTakesEffectOnce() throws InterruptedException {
        log.append("a", "b");
        store.afterCommit = () -> {
            store.afterCommit = () -> {};
            away();
        };
        consumer.runOnce();
        assertThat(reader.doneBefore).isEqualTo(2);
        log.append("c");
        consumer.runOnce();
        assertThat(store.values()).containsExactly("a", "b", "c");
    }

    @Test
    void aConsumerThatLostItsPartitionChangesNothingAndGoesOnFromWhereTheStoreIs() throws InterruptedException {
        log.append("a", "b");
        consumer(log.reader()).runOnce();
        log.append("c");
        consumer.runOnce();
        assertThat(store.values()).containsExactly("a", "b");
        consumer.runOnce();
        assertThat(store.values()).containsExactly("a", "b", "c");
    }

    @Test
    void troubleOfTheProcessItselfKillsNoEntry() throws InterruptedException {
        log.append("a");
        store.before = () -> {
            throw new OutOfMemoryError("test");
        };
        assertThatThrownBy(consumer::runOnce).isInstanceOf(OutOfMemoryError.class);
        store.before = () -> {};
        consumer.runOnce();
        assertThat(store.letters).isEmpty();
        assertThat(store.values()).containsExactly("a");
    }

    @Test
    void anEntryTakenBackTwiceTakesEffectOnceAndKeepsItsOrigin() throws InterruptedException {
        log.append("unreadable");
        consumer.runOnce();
        DeadLetter letter = store.letters.getFirst();
        DeadLetter mended = new DeadLetter(
                letter.id(),
                letter.source(),
                letter.origin(),
                "mended",
                letter.error(),
                1,
                letter.firstFailureAt(),
                letter.lastFailureAt(),
                letter.traceparent());
        LogOrigin<String> origin = new LogOrigin<>(flow(), value -> value, store, log);
        origin.takeBack(mended);
        origin.takeBack(mended);
        consumer.runOnce();
        origin.takeBack(mended);
        assertThat(store.values()).containsExactly("mended");
        assertThat(store.seen.getFirst().origin().text()).isEqualTo(letter.origin());
        assertThat(store.seen.getFirst().traceparent()).isEqualTo(letter.traceparent());
        assertThat(log.backlog().entries()).isEqualTo(3);
    }

    private void failTimes(int times) {
        int[] left = {times};
        store.before = () -> {
            if (left[0]-- > 0) {
                away();
            }
        };
    }

    private static void away() {
        throw new Unavailable("the store is away", Duration.ofSeconds(1));
    }
}
