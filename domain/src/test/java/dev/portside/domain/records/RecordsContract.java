package dev.portside.domain.records;

import static dev.portside.domain.records.RecordTasks.delete;
import static dev.portside.domain.records.RecordTasks.insert;
import static dev.portside.domain.records.RecordTasks.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What every binding of {@link Records} does. */
public abstract class RecordsContract {
    protected abstract Records records();

    @Test
    void appliesABatchInItsOrder() {
        Records records = records();
        List<Outcome> outcomes =
                records.apply(List.of(insert("1", "a", "1"), update("2", "a", "2"), insert("3", "b", "3")));
        assertThat(outcomes).containsExactly(applied("1"), applied("2"), applied("3"));
        assertThat(records.find(new RecordId("a"))).hasValueSatisfying(stored -> {
            assertThat(stored.value()).isEqualTo(new JsonText("2"));
            assertThat(stored.version()).isEqualTo(2);
        });
    }

    @Test
    void rejectsTheInsertOfAKnownId() {
        Records records = records();
        records.apply(List.of(insert("1", "a", "1")));
        assertThat(records.apply(List.of(insert("2", "a", "2")))).containsExactly(rejected("2", "already exists"));
        assertThat(records.find(new RecordId("a")))
                .hasValueSatisfying(stored -> assertThat(stored.value()).isEqualTo(new JsonText("1")));
    }

    @Test
    void rejectsUpdateAndDeleteOfAnUnknownId() {
        assertThat(records().apply(List.of(update("1", "a", "1"), delete("2", "a"))))
                .containsExactly(rejected("1", "not found"), rejected("2", "not found"));
    }

    @Test
    void forgetsADeletedRecord() {
        Records records = records();
        records.apply(List.of(insert("1", "a", "1"), delete("2", "a")));
        assertThat(records.find(new RecordId("a"))).isEmpty();
        assertThat(records.apply(List.of(insert("3", "a", "3")))).containsExactly(applied("3"));
    }

    @Test
    void appliesARepeatedTaskOnceAndReturnsItsFirstOutcome() {
        Records records = records();
        records.apply(List.of(insert("1", "a", "1"), update("2", "a", "2")));
        assertThat(records.apply(List.of(insert("1", "a", "1"), update("2", "a", "2"), update("3", "a", "3"))))
                .containsExactly(applied("1"), applied("2"), applied("3"));
        assertThat(records.find(new RecordId("a")))
                .hasValueSatisfying(stored -> assertThat(stored.version()).isEqualTo(3));
    }

    @Test
    void keepsValuesDigitForDigit() {
        Records records = records();
        String value = "{\"b\":1.500,\"a\":1e2,\"big\":12345678901234567890.10,\"text\":\"\\u00e9\"}";
        records.apply(List.of(insert("1", "a", value)));
        assertThat(records.find(new RecordId("a")))
                .hasValueSatisfying(stored -> assertThat(stored.value()).isEqualTo(new JsonText(value)));
    }

    private static Outcome applied(String task) {
        return new Outcome.Applied(RecordTasks.id(task));
    }

    private static Outcome rejected(String task, String reason) {
        return new Outcome.Rejected(RecordTasks.id(task), reason);
    }
}
