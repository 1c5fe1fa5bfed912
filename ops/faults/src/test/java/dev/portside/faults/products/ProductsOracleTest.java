package dev.portside.faults.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.Seed;
import dev.portside.faults.oracle.Fault;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The judge on histories without a fault, and on each kind of fault alone. */
class ProductsOracleTest {
    private static final int HISTORIES = 200;
    private static final int PRODUCTS = 7;
    private static final int EVENTS = 80;

    private final RandomGenerator random = new SplittableRandom(Seed.of(ProductsOracleTest.class));

    /** Spoils a history; whatever is chosen, the fault has to be found. */
    private interface Planted {
        void in(SampleProducts history);
    }

    @Test
    void aRightHistoryHasNoFault() {
        for (int i = 0; i < HISTORIES; i++) {
            assertThat(judged(sample())).isEmpty();
        }
    }

    @Test
    void anAcceptedEventThatIsNotInTheTopicIsCaught() {
        plant(
                Fault.Kind.LOST,
                history -> history.asked.add(new AskedEvent("product-1", 10_000, 1, true, Optional.of("task"))));
    }

    @Test
    void anEventThatWasAppendedTwiceIsCaught() {
        plant(Fault.Kind.DOUBLED, history -> {
            history.asked.add(new AskedEvent("product-1", 10_000, 1, false, Optional.of("task")));
            history.logged.add(new LoggedEvent(new Place(9, 0), "product-1", "product-1", 10_000, 1));
            history.logged.add(new LoggedEvent(new Place(9, 1), "product-1", "product-1", 10_000, 1));
        });
    }

    @Test
    void anEventThatNobodySentIsCaught() {
        plant(Fault.Kind.WRONG_VALUE, history -> history.asked.remove(askedOf(history, any(history.logged))));
    }

    @Test
    void anotherStockOrKeyOrPartitionInTheTopicIsCaught() {
        plant(Fault.Kind.WRONG_VALUE, history -> replace(history, "product-1", 1));
        plant(Fault.Kind.WRONG_VALUE, history -> replace(history, "x", 0));
        plant(Fault.Kind.INVERTED, history -> {
            LoggedEvent keyed = any(history.logged.stream()
                    .filter(event -> askedOf(history, event).keyed())
                    .toList());
            history.logged.add(
                    new LoggedEvent(new Place(9, 0), keyed.key(), keyed.product(), keyed.number(), keyed.stock()));
        });
    }

    private void replace(SampleProducts history, String key, long moreStock) {
        LoggedEvent event = any(history.logged);
        history.logged.set(
                history.logged.indexOf(event),
                new LoggedEvent(
                        event.place(),
                        key.equals("x") ? key : event.key(),
                        event.product(),
                        event.number(),
                        event.stock() + moreStock));
    }

    @Test
    void eventsInAnotherOrderThanTheirAcceptanceAreCaught() {
        plant(Fault.Kind.INVERTED, history -> {
            LoggedEvent early = any(history.logged.stream()
                    .filter(event -> others(history, event).findAny().isPresent())
                    .toList());
            LoggedEvent late = others(history, early).findAny().orElseThrow();
            history.logged.replaceAll(event -> event.number() == early.number()
                    ? with(late, event.place())
                    : event.number() == late.number() ? with(early, event.place()) : event);
        });
    }

    /** Accepted events of the same product. */
    private static Stream<LoggedEvent> others(SampleProducts history, LoggedEvent event) {
        return history.logged.stream()
                .filter(other -> other.product().equals(event.product()) && other.number() != event.number())
                .filter(other -> askedOf(history, other).task().isPresent()
                        && askedOf(history, event).task().isPresent());
    }

    private static LoggedEvent with(LoggedEvent content, Place place) {
        return new LoggedEvent(place, content.key(), content.product(), content.number(), content.stock());
    }

    @Test
    void anEffectThatIsMissingIsCaught() {
        plant(Fault.Kind.LOST, history -> history.changes.remove(any(history.changes)));
    }

    @Test
    void anEffectThatCameTwiceIsCaught() {
        plant(Fault.Kind.DOUBLED, history -> history.changes.add(any(history.changes)));
    }

    @Test
    void theEffectOfARepeatIsCaught() {
        plant(Fault.Kind.DOUBLED, history -> {
            LoggedEvent event = any(history.logged.stream()
                    .filter(one -> !one.poison() && askedOf(history, one).keyed())
                    .toList());
            Place repeat = new Place(event.place().partition(), 10_000);
            history.logged.add(new LoggedEvent(repeat, event.key(), event.product(), event.number(), event.stock()));
            history.steps.add(new Place(repeat.partition(), repeat.offset() + 1));
            history.changes.add(new StoredState(event.product(), repeat, event.number(), event.stock()));
        });
    }

    @Test
    void anEffectWithAnotherStockIsCaught() {
        plant(Fault.Kind.WRONG_VALUE, history -> {
            StoredState state = any(history.changes);
            history.changes.set(
                    history.changes.indexOf(state),
                    new StoredState(state.product(), state.place(), state.number(), state.stock() + 1));
        });
    }

    @Test
    void aProductThatIsOlderInTheEndOrGoneIsCaught() {
        plant(Fault.Kind.WRONG_VALUE, history -> {
            StoredState state = any(List.copyOf(history.products.values()));
            history.products.put(
                    state.product(),
                    new StoredState(state.product(), state.place(), state.number() - 1, state.stock()));
        });
        plant(
                Fault.Kind.LOST,
                history -> history.products.remove(
                        any(List.copyOf(history.products.values())).product()));
    }

    @Test
    void entriesThatAreNotDoneAreCaught() {
        plant(Fault.Kind.LOST, history -> history.steps.removeLast());
    }

    @Test
    void missingAndNeedlessDeadLettersAreCaught() {
        plant(Fault.Kind.LOST, history -> history.dead.remove(any(history.dead)));
        plant(
                Fault.Kind.WRONG_OUTCOME,
                history -> history.dead.add(any(history.logged.stream()
                                .filter(event -> !event.poison())
                                .toList())
                        .place()));
    }

    private static AskedEvent askedOf(SampleProducts history, LoggedEvent event) {
        return history.asked.stream()
                .filter(asked -> asked.number() == event.number())
                .findFirst()
                .orElseThrow();
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private SampleProducts sample() {
        return new SampleProducts(random, PRODUCTS, EVENTS);
    }

    private static List<Fault> judged(SampleProducts history) {
        return ProductsOracle.judge(history.asked, history.logged, history.applied());
    }

    private void plant(Fault.Kind kind, Planted fault) {
        for (int i = 0; i < HISTORIES; i++) {
            SampleProducts history = sample();
            fault.in(history);
            assertThat(judged(history)).extracting(Fault::kind).contains(kind);
        }
    }
}
