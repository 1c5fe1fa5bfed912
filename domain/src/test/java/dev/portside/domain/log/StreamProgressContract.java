package dev.portside.domain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.tasks.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What every binding of {@link StreamProgress} does, and the transaction that its {@link LogEffects} share with it. */
public abstract class StreamProgressContract {
    private static final LogStream STREAM = new LogStream("group", "topic");
    private static final int PARTITION = 3;
    private static final int WATCHED = 100;
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final List<String> effects = new ArrayList<>();

    protected abstract StreamProgress progress();

    /** Where this progress keeps its letters. */
    protected abstract DeadLetters deadLetters();

    /** Runs the effects of a batch in one transaction with its position. */
    protected abstract BatchResult apply(
            List<Received<String>> batch,
            StreamPosition position,
            Function<List<Received<String>>, List<LogOutcome>> effects);

    @Test
    void aPartitionBeginsAtZeroAndGoesOnFromWhatIsStored() {
        assertThat(progress().next(STREAM, PARTITION)).isZero();
        receive(0, 2, List.of(entry(0, "a"), entry(1, "b")));
        assertThat(progress().next(STREAM, PARTITION)).isEqualTo(2);
        assertThat(progress().next(STREAM, PARTITION + 1)).isZero();
        assertThat(progress().next(new LogStream("another group", "topic"), PARTITION))
                .isZero();
        assertThat(effects).containsExactly("a", "b");
    }

    @Test
    void aBatchFromAnotherPositionChangesNothing() {
        receive(0, 1, List.of(entry(0, "a")));
        assertThat(receive(0, 1, List.of(entry(0, "a")))).isEqualTo(new BatchResult.Overtaken(1));
        assertThat(receive(5, 6, List.of(entry(5, "f")))).isEqualTo(new BatchResult.Overtaken(1));
        assertThat(progress().bury(position(0, 1), place(0), letter("a", 0))).isFalse();
        assertThat(effects).containsExactly("a");
        assertThat(deadLetters().count(Optional.empty())).isZero();
        assertThat(status(0)).isEqualTo(TaskStatus.APPLIED);
    }

    @Test
    void effectsThatFailLeaveThePositionWhereItWas() {
        assertThatThrownBy(() -> receive(0, 2, List.of(entry(0, "a"), entry(1, "poison"))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(progress().next(STREAM, PARTITION)).isZero();
        assertThat(status(0)).isEqualTo(TaskStatus.PENDING);
    }

    @Test
    void tellsWhereEachEntryStands() {
        receive(0, 3, List.of(entry(0, "a"), entry(1, "refused"), entry(2, "c")));
        progress().bury(position(3, 4), place(3), letter("d", 3));
        assertThat(status(0)).isEqualTo(TaskStatus.APPLIED);
        assertThat(status(2)).isEqualTo(TaskStatus.APPLIED);
        assertThat(status(4)).isEqualTo(TaskStatus.PENDING);
        assertThat(progress().find(STREAM, place(4))).contains(EntryStatus.PENDING);
        assertThat(progress().find(STREAM, place(1))).hasValueSatisfying(rejected -> {
            assertThat(rejected.status()).isEqualTo(TaskStatus.REJECTED);
            assertThat(rejected.reason()).contains("a rule");
            assertThat(rejected.finishedAt()).isPresent();
        });
        assertThat(progress().find(STREAM, place(3))).hasValueSatisfying(dead -> {
            assertThat(dead.status()).isEqualTo(TaskStatus.DEAD);
            assertThat(dead.reason()).contains("broken");
            assertThat(dead.finishedAt()).isPresent();
        });
    }

    /** What is asked at the very moment of the commit is answered from before it or after it. */
    @Test
    void aRejectedEntryIsNeverSeenAsApplied() throws InterruptedException {
        AtomicInteger ended = new AtomicInteger();
        Set<TaskStatus> seen = ConcurrentHashMap.newKeySet();
        Thread watcher = Thread.ofPlatform().start(() -> {
            while (ended.get() < WATCHED) {
                TaskStatus status = status(ended.get());
                if (status.finished()) {
                    seen.add(status);
                    ended.incrementAndGet();
                }
            }
        });
        for (int i = 0; i < WATCHED; i++) {
            receive(i, i + 1, List.of(entry(i, "refused")));
            int last = i;
            await().pollInterval(Duration.ofMillis(1)).until(() -> ended.get() > last || !watcher.isAlive());
        }
        watcher.join();
        assertThat(seen).containsExactly(TaskStatus.REJECTED);
    }

    @Test
    void buryingStoresThePositionAndKeepsTheLetter() {
        assertThat(progress().bury(position(0, 1), place(0), letter("a", 0))).isTrue();
        assertThat(progress().next(STREAM, PARTITION)).isEqualTo(1);
        assertThat(deadLetters().find("letter 0")).contains(letter("a", 0));
    }

    @Test
    void aReopenedEntryTakesEffectOnceHoweverOftenItComesBack() {
        progress().bury(position(0, 1), place(0), letter("a", 0));
        assertThat(progress().reopen(STREAM, place(0))).isTrue();
        assertThat(progress().reopen(STREAM, place(0))).isTrue();
        assertThat(status(0)).isEqualTo(TaskStatus.PENDING);

        receive(1, 3, List.of(back(0, "a"), back(0, "a")));
        assertThat(effects).containsExactly("a");
        assertThat(status(0)).isEqualTo(TaskStatus.APPLIED);
        assertThat(progress().reopen(STREAM, place(0))).isFalse();

        receive(3, 4, List.of(back(0, "a")));
        assertThat(effects).containsExactly("a");
    }

    @Test
    void anEntryThatComesBackMayBeRejectedOrDieAgain() {
        progress().bury(position(0, 1), place(0), letter("refused", 0));
        progress().reopen(STREAM, place(0));
        receive(1, 2, List.of(back(0, "refused")));
        assertThat(status(0)).isEqualTo(TaskStatus.REJECTED);

        progress().bury(position(2, 3), place(2), letter("c", 2));
        progress().reopen(STREAM, place(2));
        progress().bury(position(3, 4), place(2), letter("c", 2));
        assertThat(status(2)).isEqualTo(TaskStatus.DEAD);
    }

    @Test
    void anEntryThatEndedIsNotReopened() {
        receive(0, 2, List.of(entry(0, "a"), entry(1, "refused")));
        assertThat(progress().reopen(STREAM, place(0))).isFalse();
        assertThat(progress().reopen(STREAM, place(1))).isFalse();
        assertThat(status(0)).isEqualTo(TaskStatus.APPLIED);
        assertThat(status(1)).isEqualTo(TaskStatus.REJECTED);
    }

    @Test
    void tellsAtOnceWhichOfManyEntriesAreFinished() {
        assertThat(progress().finished(STREAM, Set.of(place(0)))).isEmpty();
        receive(0, 3, List.of(entry(0, "a"), entry(1, "refused"), entry(2, "c")));
        progress().bury(position(3, 4), place(3), letter("d", 3));
        progress().bury(position(4, 5), place(4), letter("e", 4));
        progress().reopen(STREAM, place(4));
        LogPlace elsewhere = new LogPlace(PARTITION + 1, 0, AT);
        assertThat(progress()
                        .finished(
                                STREAM, Set.of(place(0), place(1), place(2), place(3), place(4), place(5), elsewhere)))
                .containsExactlyInAnyOrder(place(0), place(1), place(2), place(3));
        assertThat(progress().finished(new LogStream("another group", "topic"), Set.of(place(0))))
                .isEmpty();
    }

    private BatchResult receive(long from, long next, List<Received<String>> batch) {
        return apply(
                batch,
                position(from, next),
                entries -> entries.stream().map(entry -> outcome(entry.value())).toList());
    }

    private LogOutcome outcome(String value) {
        if (value.equals("refused")) {
            return new LogOutcome.Rejected("a rule");
        }
        if (value.equals("poison")) {
            throw new IllegalStateException(value);
        }
        effects.add(value);
        return new LogOutcome.Applied();
    }

    private TaskStatus status(long offset) {
        return progress().find(STREAM, place(offset)).orElseThrow().status();
    }

    private static StreamPosition position(long from, long next) {
        return new StreamPosition(STREAM, PARTITION, from, next);
    }

    private static LogPlace place(long offset) {
        return new LogPlace(PARTITION, offset, AT.plusSeconds(offset));
    }

    private static Received<String> entry(long offset, String value) {
        return new Received<>(place(offset), false, value, Optional.empty());
    }

    private static Received<String> back(long offset, String value) {
        return new Received<>(place(offset), true, value, Optional.empty());
    }

    private static DeadLetter letter(String payload, long offset) {
        return new DeadLetter(
                "letter " + offset, Source.TODOS, place(offset).text(), payload, "broken", 1, AT, AT, Optional.empty());
    }
}
