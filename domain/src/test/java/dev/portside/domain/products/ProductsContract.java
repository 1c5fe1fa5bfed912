package dev.portside.domain.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.log.BatchResult;
import dev.portside.domain.log.LogOutcome;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.log.Received;
import dev.portside.domain.log.StreamPosition;
import dev.portside.domain.log.StreamProgress;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every binding of {@link Products} does. */
public abstract class ProductsContract {
    private static final LogStream STREAM = new LogStream("products", "product-events");
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final LogOutcome APPLIED = new LogOutcome.Applied();

    protected abstract Products products();

    /** The progress that shares its transactions with {@link #products}. */
    protected abstract StreamProgress progress();

    /** Lets the time pass, for real or on the binding's clock. */
    protected abstract void pass(Duration time) throws InterruptedException;

    @Test
    void theLastEventOfABatchWinsPerProduct() {
        assertThat(receive(0, 0, List.of(event(0, "a", "1"), event(1, "b", "2"), event(2, "a", "3"))))
                .isEqualTo(new BatchResult.Stored(List.of(APPLIED, APPLIED, APPLIED)));
        assertPrice("a", "3");
        assertPrice("b", "2");
        assertThat(products().find(new ProductId("a"))).contains(new Product(state("a", "3"), place(0, 2)));
        assertThat(products().find(new ProductId("c"))).isEmpty();
    }

    @Test
    void aLaterBatchReplacesAnEarlierOne() {
        receive(0, 0, List.of(event(0, "a", "1")));
        receive(0, 1, List.of(event(1, "a", "2")));
        assertPrice("a", "2");
    }

    @Test
    void aRedeliveredBatchChangesNothing() {
        receive(0, 0, List.of(event(0, "a", "1")));
        receive(0, 1, List.of(event(1, "a", "2")));
        assertThat(receive(0, 0, List.of(event(0, "a", "1")))).isEqualTo(new BatchResult.Overtaken(2));
        assertPrice("a", "2");
    }

    @Test
    void anOlderEventThatComesBackNeverOverwritesANewer() {
        bury(0);
        receive(0, 1, List.of(event(1, "a", "2")));
        progress().reopen(STREAM, place(0, 0));
        Received<ProductEvent> back = new Received<>(place(0, 0), true, value("a", "1"), Optional.empty());
        assertThat(receive(0, 2, List.of(back))).isEqualTo(new BatchResult.Stored(List.of(APPLIED)));
        assertPrice("a", "2");
    }

    @Test
    void anEventThatComesBackTakesEffectWhenNoneIsNewer() {
        bury(0);
        progress().reopen(STREAM, place(0, 0));
        receive(0, 1, List.of(new Received<>(place(0, 0), true, value("a", "1"), Optional.empty())));
        assertPrice("a", "1");
    }

    @Test
    void timesDecideWhenAProductMovedToAnotherPartition() {
        receive(0, 0, List.of(event(0, "b", "1"), event(1, "a", "1")));
        receive(
                1,
                0,
                List.of(new Received<>(
                        new LogPlace(1, 0, AT.plusSeconds(60)), false, value("a", "2"), Optional.empty())));
        assertPrice("a", "2");
        receive(0, 2, List.of(event(2, "a", "3")));
        assertPrice("a", "2");
    }

    @Test
    void aRepeatedKeyHasOneEffect() {
        UUID id = UUID.randomUUID();
        receive(0, 0, List.of(keyed(place(0, 0), id, "a", "1", "body")));
        receive(0, 1, List.of(event(1, "a", "2"), keyed(place(0, 2), id, "a", "1", "body")));
        assertPrice("a", "2");
    }

    @Test
    void aKeyThatIsRepeatedWithinABatchHasOneEffect() {
        UUID id = UUID.randomUUID();
        BatchResult batch = receive(
                0,
                0,
                List.of(
                        keyed(place(0, 0), id, "a", "1", "body"),
                        event(1, "a", "2"),
                        keyed(place(0, 2), id, "a", "1", "body"),
                        keyed(place(0, 3), id, "b", "1", "another body")));
        assertThat(batch)
                .isEqualTo(new BatchResult.Stored(List.of(
                        new LogOutcome.Applied(),
                        new LogOutcome.Applied(),
                        new LogOutcome.Applied(),
                        new LogOutcome.Rejected("this idempotency key came before with another body"))));
        assertPrice("a", "2");
        assertThat(products().find(new ProductId("b"))).isEmpty();
    }

    @Test
    void aKeyWithAnotherBodyIsRejectedOnWhateverProductAndPartition() {
        UUID id = UUID.randomUUID();
        receive(0, 0, List.of(keyed(place(0, 0), id, "a", "1", "body")));
        BatchResult second = receive(1, 0, List.of(keyed(place(1, 0), id, "b", "1", "another body")));
        assertThat(second)
                .isEqualTo(new BatchResult.Stored(
                        List.of(new LogOutcome.Rejected("this idempotency key came before with another body"))));
        assertThat(products().find(new ProductId("b"))).isEmpty();
        assertThat(progress().find(STREAM, place(1, 0)).orElseThrow().reason())
                .contains("this idempotency key came before with another body");
    }

    @Test
    void aKeyIsForgottenAfterADay() throws InterruptedException {
        UUID id = UUID.randomUUID();
        receive(0, 0, List.of(keyed(place(0, 0), id, "a", "1", "body")));
        pass(Duration.ofHours(24));
        receive(0, 1, List.of(keyed(place(0, 1), id, "a", "2", "another body")));
        assertPrice("a", "2");
    }

    @Test
    void keepsPriceAndStockDigitForDigit() {
        ProductState extreme = new ProductState(
                new ProductId("ä".repeat(255)),
                new Price(new BigDecimal("999999999999999.1000")),
                new Stock(Long.MAX_VALUE));
        receive(
                0,
                0,
                List.of(new Received<>(
                        place(0, 0),
                        false,
                        new ProductEvent(UUID.randomUUID(), extreme, Optional.empty()),
                        Optional.empty())));
        assertThat(products().find(extreme.id()).orElseThrow().state()).isEqualTo(extreme);
    }

    private void bury(long offset) {
        progress()
                .bury(
                        new StreamPosition(STREAM, 0, offset, offset + 1),
                        place(0, offset),
                        new DeadLetter(
                                "letter " + offset,
                                Source.PRODUCTS,
                                place(0, offset).text(),
                                "{}",
                                "broken",
                                1,
                                AT,
                                AT,
                                Optional.empty()));
    }

    private BatchResult receive(int partition, long from, List<Received<ProductEvent>> batch) {
        return products().apply(batch, new StreamPosition(STREAM, partition, from, from + batch.size()));
    }

    private void assertPrice(String product, String price) {
        assertThat(products().find(new ProductId(product)).orElseThrow().state())
                .isEqualTo(state(product, price));
    }

    private static Received<ProductEvent> event(long offset, String product, String price) {
        return new Received<>(place(0, offset), false, value(product, price), Optional.empty());
    }

    private static Received<ProductEvent> keyed(
            LogPlace place, UUID id, String product, String price, String fingerprint) {
        return new Received<>(
                place, false, new ProductEvent(id, state(product, price), Optional.of(fingerprint)), Optional.empty());
    }

    private static ProductEvent value(String product, String price) {
        return new ProductEvent(UUID.randomUUID(), state(product, price), Optional.empty());
    }

    private static ProductState state(String product, String price) {
        return new ProductState(new ProductId(product), new Price(new BigDecimal(price)), new Stock(7));
    }

    private static LogPlace place(int partition, long offset) {
        return new LogPlace(partition, offset, AT.plusSeconds(offset));
    }
}
