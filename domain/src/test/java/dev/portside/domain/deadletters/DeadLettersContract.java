package dev.portside.domain.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every binding of {@link DeadLetters} does. */
public abstract class DeadLettersContract {
    protected abstract DeadLetters deadLetters();

    @Test
    void findsWhatWasAdded() {
        DeadLetters letters = deadLetters();
        letters.add(letter("1", Source.RECORDS));
        assertThat(letters.find("1")).contains(letter("1", Source.RECORDS));
        assertThat(letters.find("2")).isEmpty();
    }

    @Test
    void keepsTheFirstOfTwoLettersWithOneId() {
        DeadLetters letters = deadLetters();
        letters.add(letter("1", Source.RECORDS));
        letters.add(tried(4, letter("1", Source.RECORDS)));
        assertThat(letters.find("1")).contains(letter("1", Source.RECORDS));
        assertThat(letters.count(Optional.empty())).isEqualTo(1);
    }

    @Test
    void aLaterFailureOfTheSameWorkReplacesTheEarlierOne() {
        DeadLetters letters = deadLetters();
        DeadLetter later = failedAgain(letter("1", Source.RECORDS));
        letters.add(letter("1", Source.RECORDS));
        letters.add(later);
        letters.add(letter("1", Source.RECORDS));
        assertThat(letters.find("1")).contains(later);
        assertThat(letters.count(Optional.empty())).isEqualTo(1);
    }

    @Test
    void removingALetterLeavesOneThatFailedLater() {
        DeadLetters letters = deadLetters();
        DeadLetter earlier = letter("1", Source.RECORDS);
        letters.add(failedAgain(earlier));
        assertThat(letters.remove(earlier)).isFalse();
        assertThat(letters.remove(failedAgain(earlier))).isTrue();
        assertThat(letters.remove(failedAgain(earlier))).isFalse();
        assertThat(letters.find("1")).isEmpty();
    }

    @Test
    void pagesInOrderOfIdsWithinOneSource() {
        DeadLetters letters = deadLetters();
        List.of("3", "1", "2").forEach(id -> letters.add(letter(id, Source.USERS)));
        letters.add(letter("0", Source.TODOS));
        assertThat(letters.page(Optional.of(Source.USERS), Optional.empty(), 2))
                .extracting(DeadLetter::id)
                .containsExactly("1", "2");
        assertThat(letters.page(Optional.of(Source.USERS), Optional.of("2"), 2))
                .extracting(DeadLetter::id)
                .containsExactly("3");
        assertThat(letters.page(Optional.empty(), Optional.empty(), 10)).hasSize(4);
        assertThat(letters.count(Optional.of(Source.USERS))).isEqualTo(3);
    }

    @Test
    void forgetsWhatIsRemoved() {
        DeadLetters letters = deadLetters();
        letters.add(letter("1", Source.PRODUCTS));
        assertThat(letters.remove("1")).isTrue();
        assertThat(letters.remove("1")).isFalse();
        assertThat(letters.find("1")).isEmpty();
    }

    private static DeadLetter tried(int attempts, DeadLetter letter) {
        return new DeadLetter(
                letter.id(),
                letter.source(),
                letter.origin(),
                letter.payload(),
                letter.error(),
                attempts,
                letter.firstFailureAt(),
                letter.lastFailureAt(),
                letter.traceparent());
    }

    private static DeadLetter failedAgain(DeadLetter letter) {
        return new DeadLetter(
                letter.id(),
                letter.source(),
                letter.origin(),
                letter.payload(),
                "broken again",
                letter.attempts() + 1,
                letter.firstFailureAt(),
                letter.lastFailureAt().plusSeconds(1),
                letter.traceparent());
    }

    protected static DeadLetter letter(String id, Source source) {
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        return new DeadLetter(id, source, id, "{}", "broken", 3, at, at.plusSeconds(5), Optional.empty());
    }
}
