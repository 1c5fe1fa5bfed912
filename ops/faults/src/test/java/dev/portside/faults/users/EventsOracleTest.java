package dev.portside.faults.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.Seed;
import dev.portside.faults.oracle.Fault;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The judge on histories without a fault, and on each kind of fault alone. */
class EventsOracleTest {
    private static final int HISTORIES = 200;
    private static final int USERS = 7;
    private static final int CHANGES = 60;

    private final RandomGenerator random = new SplittableRandom(Seed.of(EventsOracleTest.class));

    /** Spoils a history; whatever is chosen, the fault has to be found. */
    private interface Planted {
        void in(SampleEvents history, int at);
    }

    @Test
    void aRightHistoryHasNoFault() {
        for (int i = 0; i < HISTORIES; i++) {
            assertThat(judged(sample())).isEmpty();
        }
    }

    @Test
    void aDuplicateIsCaught() {
        plant(Fault.Kind.DOUBLED, (history, at) -> {
            SeenEvent twice = history.seen.get(at);
            history.seen.add(new SeenEvent(
                    twice.id(),
                    twice.key(),
                    twice.partition(),
                    10_000,
                    twice.type(),
                    twice.user(),
                    twice.email(),
                    twice.name()));
        });
    }

    @Test
    void aLossIsCaught() {
        plant(Fault.Kind.LOST, (history, at) -> history.seen.remove(at));
    }

    @Test
    void anInversionIsCaught() {
        plant(Fault.Kind.INVERTED, (history, at) -> {
            int one = oneOfSeveral(history, at);
            int other = another(history, one).orElseThrow();
            swap(history, Math.min(one, other), Math.max(one, other));
        });
    }

    @Test
    void aUserInTwoPartitionsIsCaught() {
        plant(Fault.Kind.INVERTED, (history, at) -> {
            int one = oneOfSeveral(history, at);
            SeenEvent moved = history.seen.get(one);
            history.seen.set(one, placed(moved, moved.partition() + 1, moved.offset()));
        });
    }

    @Test
    void wrongContentIsCaught() {
        plant(Fault.Kind.WRONG_VALUE, (history, at) -> history.seen.set(at, with(history, at, "key", "user-x")));
        plant(Fault.Kind.WRONG_VALUE, (history, at) -> history.seen.set(at, with(history, at, "type", "user.gone")));
        plant(Fault.Kind.WRONG_VALUE, (history, at) -> history.seen.set(at, with(history, at, "user", "user-x")));
        plant(Fault.Kind.WRONG_VALUE, (history, at) -> history.seen.set(at, with(history, at, "email", "x@x.x")));
        plant(Fault.Kind.WRONG_VALUE, (history, at) -> history.seen.set(at, with(history, at, "name", "change 0")));
    }

    @Test
    void anEventThatWasNeverCommittedIsCaught() {
        plant(
                Fault.Kind.WRONG_VALUE,
                (history, at) -> history.seen.add(SampleEvents.seen(
                        new StoredEvent("event-x", "user-1", 1, 1, "user.created", "x@x.x", "change x"), 1, 10_000)));
    }

    @Test
    void anAnsweredChangeThatWasNotMadeIsCaught() {
        plant(
                Fault.Kind.LOST,
                (history, at) -> history.asked.add(
                        new AskedChange("user-1", "user-1@example.com", "change x", OptionalLong.of(99))));
    }

    @Test
    void aChangeThatWasMadeTwiceIsCaught() {
        plant(Fault.Kind.DOUBLED, (history, at) -> {
            StoredEvent twice = history.stored.get(at);
            StoredEvent again =
                    new StoredEvent("event-x", twice.user(), 10_000, 10_000, twice.type(), twice.email(), twice.name());
            history.stored.add(again);
            history.seen.add(SampleEvents.seen(again, 0, 10_000));
        });
    }

    @Test
    void aChangeThatNobodyAskedForIsCaught() {
        plant(
                Fault.Kind.WRONG_VALUE,
                (history, at) -> history.asked.removeIf(
                        change -> change.name().equals(history.stored.get(at).name())));
    }

    @Test
    void anAnswerWithAnotherVersionIsCaught() {
        plant(Fault.Kind.WRONG_OUTCOME, (history, at) -> {
            StoredEvent made = history.stored.get(at);
            history.asked.replaceAll(change -> change.name().equals(made.name())
                    ? new AskedChange(change.user(), change.email(), change.name(), OptionalLong.of(made.version() + 1))
                    : change);
        });
    }

    private SampleEvents sample() {
        return new SampleEvents(random, USERS, CHANGES);
    }

    private static List<Fault> judged(SampleEvents history) {
        return EventsOracle.judge(history.asked, history.stored, history.seen);
    }

    private void plant(Fault.Kind kind, Planted fault) {
        for (int i = 0; i < HISTORIES; i++) {
            SampleEvents history = sample();
            fault.in(history, random.nextInt(history.seen.size()));
            assertThat(judged(history)).extracting(Fault::kind).contains(kind);
        }
    }

    /** The first from {@code at} on, in a ring, whose user has another; there are more changes than users. */
    private static int oneOfSeveral(SampleEvents history, int at) {
        int one = at;
        while (another(history, one).isEmpty()) {
            one = (one + 1) % history.seen.size();
        }
        return one;
    }

    private static OptionalInt another(SampleEvents history, int at) {
        String user = history.seen.get(at).key();
        return IntStream.range(0, history.seen.size())
                .filter(i -> i != at && history.seen.get(i).key().equals(user))
                .findFirst();
    }

    private static void swap(SampleEvents history, int one, int two) {
        SeenEvent first = history.seen.get(one);
        SeenEvent second = history.seen.get(two);
        history.seen.set(one, placed(second, first.partition(), first.offset()));
        history.seen.set(two, placed(first, second.partition(), second.offset()));
    }

    private static SeenEvent placed(SeenEvent event, int partition, long offset) {
        return new SeenEvent(
                event.id(), event.key(), partition, offset, event.type(), event.user(), event.email(), event.name());
    }

    private static SeenEvent with(SampleEvents history, int at, String part, String value) {
        SeenEvent event = history.seen.get(at);
        return new SeenEvent(
                event.id(),
                part.equals("key") ? value : event.key(),
                event.partition(),
                event.offset(),
                part.equals("type") ? value : event.type(),
                part.equals("user") ? value : event.user(),
                part.equals("email") ? value : event.email(),
                part.equals("name") ? value : event.name());
    }
}
