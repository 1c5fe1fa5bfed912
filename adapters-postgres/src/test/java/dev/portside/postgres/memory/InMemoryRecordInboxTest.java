package dev.portside.postgres.memory;

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
import org.junit.jupiter.api.Nested;

class InMemoryRecordInboxTest {
    @Nested
    class Intake extends RecordInboxContract {
        Intake() {
            super(new InMemoryRecordInboxBinding());
        }
    }

    @Nested
    class Ends extends RecordTaskEndsContract {
        Ends() {
            super(new InMemoryRecordInboxBinding());
        }
    }

    @Nested
    class Stats extends RecordInboxStatsContract {
        Stats() {
            super(new InMemoryRecordInboxBinding());
        }
    }

    @Nested
    class History extends RecordInboxHistoryContract {
        History() {
            super(new InMemoryRecordInboxBinding());
        }
    }

    @Nested
    class OfTasks extends TasksContract {
        private final InMemoryRecordInboxBinding binding = new InMemoryRecordInboxBinding();
        private final Set<LeasedLane> held = binding.lanes().hold("me");

        @Override
        protected Tasks tasks() {
            return binding.inbox;
        }

        @Override
        protected TaskId accept() {
            RecordTask task = insert("1", "a", "1");
            binding.inbox.accept(List.of(new Submission(task, Optional.empty())));
            return task.id();
        }

        @Override
        protected void apply(TaskId id) {
            binding.inbox.finish(List.of(new Outcome.Applied(id)), held);
        }
    }
}
