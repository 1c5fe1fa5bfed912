package dev.portside.domain.records;

import static dev.portside.domain.records.RecordTasks.delete;
import static dev.portside.domain.records.RecordTasks.insert;
import static dev.portside.domain.records.RecordTasks.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.SeededRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What every binding of {@link Records} does. */
public abstract class RecordsContract {
    private static final List<String> IDS = List.of("a", "b", "c");

    protected abstract Records records();

    /** Lets the time pass on the binding's clock. */
    protected abstract void pass(Duration time);

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
    void aTaskThatWasGivenUpNeverTakesEffect() {
        Records records = records();
        records.apply(List.of(insert("1", "a", "1")));
        RecordTask dead = update("2", "a", "2");
        assertThat(records.close(dead)).isEqualTo(new Outcome.Closed(dead.id()));
        assertThat(records.apply(List.of(dead, update("3", "a", "3"))))
                .containsExactly(new Outcome.Closed(dead.id()), applied("3"));
        assertThat(records.close(dead)).isEqualTo(new Outcome.Closed(dead.id()));
        assertThat(records.find(new RecordId("a")))
                .hasValueSatisfying(stored -> assertThat(stored.version()).isEqualTo(2));
    }

    @Test
    void aTaskThatHasEndedIsNotGivenUp() {
        Records records = records();
        RecordTask added = insert("1", "a", "1");
        RecordTask refused = insert("2", "a", "2");
        records.apply(List.of(added, refused));
        assertThat(records.close(added)).isEqualTo(applied("1"));
        assertThat(records.close(refused)).isEqualTo(rejected("2", "already exists"));
    }

    @Test
    void aTaskThatIsTakenBackTakesEffectOnceWhileItsOldSelfStaysClosed() {
        Records records = records();
        RecordTask dead = insert("1", "a", "1");
        records.close(dead);
        assertThat(records.apply(List.of(dead.takenBack()))).containsExactly(applied("1"));
        assertThat(records.apply(List.of(dead.takenBack()))).containsExactly(applied("1"));
        assertThat(records.apply(List.of(dead))).containsExactly(new Outcome.Closed(dead.id()));
        assertThat(records.find(new RecordId("a")))
                .hasValueSatisfying(stored -> assertThat(stored.version()).isEqualTo(1));
    }

    /** Batches of a few records, so that a record is changed several times in one; some begin with tasks that came before. */
    @Test
    void behavesAsAPlainMapThroughALongRandomHistory() {
        RandomGenerator random = SeededRandom.of("RecordsContract");
        Records records = records();
        Map<RecordId, StoredRecord> model = new HashMap<>();
        List<RecordTask> done = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (int batch = 0; batch < 300; batch++) {
            int repeated =
                    random.nextInt(4) == 0 ? done.size() - random.nextInt(Math.min(5, done.size() + 1)) : done.size();
            List<RecordTask> tasks = new ArrayList<>(done.subList(repeated, done.size()));
            List<Outcome> expected = new ArrayList<>(outcomes.subList(repeated, outcomes.size()));
            for (int fresh = 1 + random.nextInt(6); fresh > 0; fresh--) {
                RecordTask task = randomTask(random, "t" + done.size());
                tasks.add(task);
                expected.add(outcome(model, task));
                done.add(task);
                outcomes.add(expected.getLast());
            }
            assertThat(records.apply(tasks)).isEqualTo(expected);
            for (String id : IDS) {
                assertThat(records.find(new RecordId(id)).map(StoredRecord::value))
                        .isEqualTo(
                                Optional.ofNullable(model.get(new RecordId(id))).map(StoredRecord::value));
                assertThat(records.find(new RecordId(id)).map(StoredRecord::version))
                        .isEqualTo(
                                Optional.ofNullable(model.get(new RecordId(id))).map(StoredRecord::version));
            }
        }
    }

    private static RecordTask randomTask(RandomGenerator random, String name) {
        String id = IDS.get(random.nextInt(IDS.size()));
        String value = Integer.toString(random.nextInt(1_000));
        return switch (random.nextInt(3)) {
            case 0 -> insert(name, id, value);
            case 1 -> update(name, id, value);
            default -> delete(name, id);
        };
    }

    /** What the rules say, one task after the other. */
    private static Outcome outcome(Map<RecordId, StoredRecord> model, RecordTask task) {
        RecordId id = task.change().id();
        StoredRecord before = model.get(id);
        Instant at = Instant.EPOCH;
        switch (task.change()) {
            case RecordChange.Insert insert -> {
                if (before != null) {
                    return new Outcome.Rejected(task.id(), "already exists");
                }
                model.put(id, new StoredRecord(id, insert.value(), 1, at, at));
            }
            case RecordChange.Update update -> {
                if (before == null) {
                    return new Outcome.Rejected(task.id(), "not found");
                }
                model.put(id, new StoredRecord(id, update.value(), before.version() + 1, at, at));
            }
            case RecordChange.Delete _ -> {
                if (model.remove(id) == null) {
                    return new Outcome.Rejected(task.id(), "not found");
                }
            }
        }
        return new Outcome.Applied(task.id());
    }

    @Test
    void keepsTheTimeOfCreationThroughUpdatesOnly() {
        Records records = records();
        records.apply(List.of(insert("1", "a", "1")));
        Instant created = records.find(new RecordId("a")).orElseThrow().createdAt();
        pass(Duration.ofSeconds(1));
        records.apply(List.of(update("2", "a", "2")));
        assertThat(records.find(new RecordId("a"))).hasValueSatisfying(stored -> {
            assertThat(stored.createdAt()).isEqualTo(created);
            assertThat(stored.updatedAt()).isEqualTo(created.plusSeconds(1));
        });
        records.apply(List.of(delete("3", "a"), insert("4", "a", "3")));
        assertThat(records.find(new RecordId("a")))
                .hasValueSatisfying(stored -> assertThat(stored.createdAt()).isEqualTo(created.plusSeconds(1)));
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
