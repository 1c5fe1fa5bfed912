package dev.portside.application.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.application.json.BadJson;
import dev.portside.application.json.FieldFault;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.Unavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureTextTest {
    @Test
    void repeatsWhatIsWrittenForCallers() {
        assertThat(FailureText.of(new Invalid("must be positive"))).isEqualTo("must be positive");
        assertThat(FailureText.of(new BadJson(List.of(new FieldFault("/price", "is missing")))))
                .isEqualTo("/price is missing");
        assertThat(FailureText.of(new Unavailable("the store is away", Duration.ofSeconds(1))))
                .isEqualTo("the store is away");
    }

    @Test
    void hidesTheTextOfAnyOtherException() {
        Throwable failure = new IllegalStateException(new SQLException("INSERT INTO records failed at 10.0.0.7"));
        assertThat(FailureText.of(failure)).isEqualTo("an unexpected failure; the log has its cause under this id");
    }

    @Test
    void cutsALongTextBetweenCharacters() {
        String text = FailureText.of(new Invalid("😀".repeat(FailureText.LENGTH_MAX + 1)));
        assertThat(text).isEqualTo("😀".repeat(FailureText.LENGTH_MAX - 1) + "…");
        String longest = "😀".repeat(FailureText.LENGTH_MAX);
        assertThat(FailureText.of(new Invalid(longest))).isEqualTo(longest);
    }
}
