package dev.portside.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.DeadLettersContract;
import dev.portside.domain.deadletters.Source;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JoinedDeadLettersTest extends DeadLettersContract {
    private final Database main = TestDatabase.fresh(Schema.MAIN);
    private final Database inbox = TestDatabase.fresh(Schema.INBOX);

    @AfterEach
    void close() {
        main.close();
        inbox.close();
    }

    @Override
    protected DeadLetters deadLetters() {
        return new JoinedDeadLetters(new PostgresDeadLetters(inbox), new PostgresDeadLetters(main));
    }

    @Test
    void showsTheLettersOfBothInOneOrder() {
        DeadLetters letters = deadLetters();
        letters.add(letter("2", Source.RECORDS));
        letters.add(letter("1", Source.USERS));
        letters.add(letter("3", Source.ORDERS));
        assertThat(letters.page(Optional.empty(), Optional.empty(), 2))
                .extracting(DeadLetter::id)
                .containsExactly("1", "2");
        assertThat(letters.page(Optional.empty(), Optional.of("2"), 2))
                .extracting(DeadLetter::id)
                .containsExactly("3");
        assertThat(letters.count(Optional.empty())).isEqualTo(3);
        assertThat(letters.remove("1")).isTrue();
        assertThat(letters.remove("2")).isTrue();
        assertThat(letters.count(Optional.empty())).isEqualTo(1);
    }

    @Test
    void theLettersOfOneFlowAreThereWhileTheOtherDatabaseIsAway() {
        DeadLetters letters = deadLetters();
        letters.add(letter("1", Source.USERS));
        inbox.close();
        assertThat(letters.page(Optional.of(Source.USERS), Optional.empty(), 10))
                .hasSize(1);
        assertThat(letters.count(Optional.of(Source.USERS))).isEqualTo(1);
    }
}
