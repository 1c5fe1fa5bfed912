package dev.portside.postgres.records;

import static dev.portside.domain.records.RecordTasks.insert;

import dev.portside.domain.records.Outcome;
import dev.portside.domain.records.RecordInboxContract;
import dev.portside.domain.records.RecordInboxHistoryContract;
import dev.portside.domain.records.RecordInboxStatsContract;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.RecordTaskEndsContract;
import dev.portside.domain.records.Submission;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.tasks.Tasks;
import dev.portside.domain.tasks.TasksContract;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

class PostgresRecordInboxTest {
    @Nested
    class Intake extends RecordInboxContract {
        Intake() {
            super(new PostgresRecordInboxBinding());
        }
    }

    @Nested
    class Ends extends RecordTaskEndsContract {
        Ends() {
            super(new PostgresRecordInboxBinding());
        }
    }

    @Nested
    class Stats extends RecordInboxStatsContract {
        Stats() {
            super(new PostgresRecordInboxBinding());
        }
    }

    @Nested
    class History extends RecordInboxHistoryContract {
        History() {
            super(new PostgresRecordInboxBinding());
        }
    }

    @Nested
    class PackedIntake extends RecordInboxContract {
        PackedIntake() {
            super(PostgresRecordInboxBinding.packing());
        }
    }

    @Nested
    class PackedEnds extends RecordTaskEndsContract {
        PackedEnds() {
            super(PostgresRecordInboxBinding.packing());
        }
    }

    @Nested
    class PackedStats extends RecordInboxStatsContract {
        PackedStats() {
            super(PostgresRecordInboxBinding.packing());
        }
    }

    @Nested
    class PackedHistory extends RecordInboxHistoryContract {
        PackedHistory() {
            super(PostgresRecordInboxBinding.packing());
        }
    }

    @Nested
    class OfTasks extends TasksContract {
        private final PostgresRecordInboxBinding binding = new PostgresRecordInboxBinding();
        private final Set<LeasedLane> held = binding.lanes().hold("me");

        @AfterEach
        void close() {
            binding.close();
        }

        @Override
        protected Tasks tasks() {
            return binding.tasks();
        }

        @Override
        protected TaskId accept() {
            RecordTask task = insert("1", "a", "1");
            binding.inbox().accept(List.of(new Submission(task, Optional.empty())));
            return task.id();
        }

        @Override
        protected void apply(TaskId id) {
            binding.inbox().finish(List.of(new Outcome.Applied(id)), held);
        }
    }
}
