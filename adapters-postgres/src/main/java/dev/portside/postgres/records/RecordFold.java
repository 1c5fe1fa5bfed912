package dev.portside.postgres.records;

import dev.portside.domain.records.Outcome;
import dev.portside.domain.records.RecordChange;
import dev.portside.domain.records.RecordTask;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch does to one record, worked out before it is known whether the record exists: once for each case. The
 * statement that applies the batch finds out which case holds, so that one round trip is enough.
 */
final class RecordFold {
    /** What becomes of the record. */
    enum Effect {
        NONE(0),
        /** A new value for the record that is there; its version grows. */
        CHANGE(1),
        /** A new record under the id; its version is absolute. */
        REPLACE(2),
        REMOVE(3);

        /** What the statement is told. */
        final int code;

        Effect(int code) {
            this.code = code;
        }
    }

    /**
     * @param value what the record holds then, null when it is gone or left as it was
     * @param version by how much it grows with {@link Effect#CHANGE}, what it is with {@link Effect#REPLACE}
     */
    record End(Effect effect, @Nullable String value, long version) {}

    /** One case: the record as it goes through the tasks. */
    private static final class Course {
        private final boolean presentAtFirst;
        private final List<@Nullable String> refusals = new ArrayList<>();
        private boolean present;
        private boolean replaced;
        private @Nullable String value;
        private long version;

        Course(boolean present) {
            this.presentAtFirst = present;
            this.present = present;
        }

        void take(RecordChange change) {
            refusals.add(
                    switch (change) {
                        case RecordChange.Insert insert -> insert(insert.value().value());
                        case RecordChange.Update update -> update(update.value().value());
                        case RecordChange.Delete _ -> delete();
                    });
        }

        private @Nullable String insert(String inserted) {
            if (present) {
                return Outcome.ALREADY_EXISTS;
            }
            present = true;
            replaced = true;
            value = inserted;
            version = 1;
            return null;
        }

        private @Nullable String update(String updated) {
            if (!present) {
                return Outcome.NOT_FOUND;
            }
            value = updated;
            version++;
            return null;
        }

        private @Nullable String delete() {
            if (!present) {
                return Outcome.NOT_FOUND;
            }
            present = false;
            value = null;
            return null;
        }

        End end() {
            if (!present) {
                return new End(presentAtFirst ? Effect.REMOVE : Effect.NONE, null, 0);
            }
            if (replaced) {
                return new End(Effect.REPLACE, value, version);
            }
            return new End(version == 0 ? Effect.NONE : Effect.CHANGE, value, version);
        }
    }

    private final List<RecordTask> tasks = new ArrayList<>();
    private final Course ifPresent = new Course(true);
    private final Course ifAbsent = new Course(false);

    /** Takes the record's next task. */
    void take(RecordTask task) {
        tasks.add(task);
        ifPresent.take(task.change());
        ifAbsent.take(task.change());
    }

    List<RecordTask> tasks() {
        return tasks;
    }

    End end(boolean present) {
        return course(present).end();
    }

    /** Why the rules forbid the task at this index; null when they don't. */
    @Nullable
    String refusal(int index, boolean present) {
        return course(present).refusals.get(index);
    }

    private Course course(boolean present) {
        return present ? ifPresent : ifAbsent;
    }
}
