package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.application.deadletters.RequeueDeadLetters;
import dev.portside.application.deadletters.RequeueDeadLetters.Requeued;
import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Unavailable;
import dev.portside.postgres.memory.InMemoryDeadLetters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RequeueDeadLettersTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final DeadLetters letters = new InMemoryDeadLetters(new MemoryBudget(1 << 20));
    private final List<String> takenBack = new ArrayList<>();
    private boolean ordered = true;
    private Consumer<DeadLetter> flow = letter -> takenBack.add(letter.id());

    private final RequeueDeadLetters requeue = new RequeueDeadLetters(letters, List.of(new Origin() {
        @Override
        public Source source() {
            return Source.PRODUCTS;
        }

        @Override
        public void takeBack(DeadLetter letter) {
            flow.accept(letter);
        }

        @Override
        public boolean ordered() {
            return ordered;
        }
    }));

    @Test
    void theFlowHasTheWorkBeforeTheLetterGoes() {
        letters.add(letter("1", Source.PRODUCTS, AT));
        flow = letter -> assertThat(letters.find(letter.id())).contains(letter);
        assertThat(requeue.requeue("1")).isPresent();
        assertThat(letters.find("1")).isEmpty();
        assertThat(requeue.requeue("1")).isEmpty();
    }

    @Test
    void workThatDiesAgainMeanwhileKeepsItsNewLetter() {
        letters.add(letter("1", Source.PRODUCTS, AT));
        DeadLetter again = letter("1", Source.PRODUCTS, AT.plusSeconds(1));
        flow = _ -> letters.add(again);
        requeue.requeue("1");
        assertThat(letters.find("1")).contains(again);
    }

    @Test
    void aLetterStaysWhenItsFlowIsAway() {
        letters.add(letter("1", Source.PRODUCTS, AT));
        letters.add(letter("2", Source.USERS, AT));
        flow = _ -> {
            throw new Unavailable("away", Duration.ofSeconds(1));
        };
        assertThatThrownBy(() -> requeue.requeue("1")).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> requeue.requeue("2")).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> requeue.requeue(Optional.empty(), 10)).isInstanceOf(Unavailable.class);
        assertThat(letters.count(Optional.empty())).isEqualTo(2);
    }

    @Test
    void manyAreRequeuedOldestFirstWithinTheirFilter() {
        List.of("3", "1", "2").forEach(id -> letters.add(letter(id, Source.PRODUCTS, AT)));
        letters.add(letter("0", Source.USERS, AT));
        assertThat(requeue.requeue(Optional.of(Source.PRODUCTS), 2)).isEqualTo(new Requeued(2, 0));
        assertThat(takenBack).containsExactly("1", "2");
        assertThat(requeue.requeue(Optional.of(Source.PRODUCTS), 2)).isEqualTo(new Requeued(1, 0));
        assertThat(letters.count(Optional.empty())).isEqualTo(1);
    }

    @Test
    void severalAreTakenBackAtOnceWhereTheirOrderDecidesNothing() {
        CyclicBarrier bothUnderWay = new CyclicBarrier(2);
        ordered = false;
        flow = _ -> {
            try {
                bothUnderWay.await(10, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
        List.of("1", "2").forEach(id -> letters.add(letter(id, Source.PRODUCTS, AT)));
        assertThat(requeue.requeue(Optional.empty(), 10)).isEqualTo(new Requeued(2, 0));
        assertThat(letters.count(Optional.empty())).isZero();
    }

    @Test
    void aLetterThatCannotBeTakenBackHoldsUpNoOther() {
        List.of("1", "2", "3").forEach(id -> letters.add(letter(id, Source.PRODUCTS, AT)));
        flow = letter -> {
            if (letter.id().equals("2")) {
                throw new IllegalStateException("unreadable origin");
            }
        };
        assertThat(requeue.requeue(Optional.empty(), 10)).isEqualTo(new Requeued(2, 1));
        assertThat(letters.find("2")).isPresent();
    }

    @Test
    void anOutageInBetweenTellsWhatWasDone() {
        List.of("1", "2", "3").forEach(id -> letters.add(letter(id, Source.PRODUCTS, AT)));
        flow = letter -> {
            if (letter.id().equals("2")) {
                throw new Unavailable("away", Duration.ofSeconds(1));
            }
        };
        assertThat(requeue.requeue(Optional.empty(), 10)).isEqualTo(new Requeued(1, 2));
        assertThat(letters.count(Optional.empty())).isEqualTo(2);
    }

    private static DeadLetter letter(String id, Source source, Instant lastFailureAt) {
        return new DeadLetter(id, source, id, "{}", "broken", 1, AT, lastFailureAt, Optional.empty());
    }
}
