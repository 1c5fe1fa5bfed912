package dev.portside.domain.records;

import static dev.portside.domain.records.RecordTasks.insert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.shared.Lanes;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.tasks.Tasks;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** An inbox and what its contracts do with it again and again. */
public abstract class RecordInboxScene {
    protected final RecordInboxBinding binding;
    protected final RecordInbox inbox;
    protected final Tasks tasks;
    protected final Origin origin;
    protected final DeadLetters deadLetters;
    protected final Lanes lanes;
    protected final InstantSource clock;

    protected RecordInboxScene(RecordInboxBinding binding) {
        this.binding = binding;
        this.inbox = binding.inbox();
        this.tasks = binding.tasks();
        this.origin = binding.origin();
        this.deadLetters = binding.deadLetters();
        this.lanes = binding.lanes();
        this.clock = binding.clock();
    }

    @AfterEach
    void closeBinding() {
        binding.close();
    }

    protected void accept(RecordTask... tasks) {
        assertThat(inbox.accept(submissions(tasks)))
                .isEqualTo(Stream.of(tasks)
                        .map(task -> new Acceptance.Accepted(task.id()))
                        .toList());
    }

    protected static List<Submission> submissions(RecordTask... tasks) {
        return Stream.of(tasks)
                .map(task -> new Submission(task, Optional.empty()))
                .toList();
    }

    protected Acceptance accept(String task, Idempotency key) {
        return inbox.accept(List.of(new Submission(insert(task, "a", "1"), Optional.of(key))))
                .getFirst();
    }

    protected List<String> next(Set<LeasedLane> held, int max) {
        return inbox.next(held, max).stream()
                .map(task -> RecordTasks.name(task.id()))
                .toList();
    }

    protected Set<TaskId> finish(Set<LeasedLane> held, String... tasks) {
        List<Outcome.Done> outcomes = Stream.of(tasks)
                .<Outcome.Done>map(task -> new Outcome.Applied(RecordTasks.id(task)))
                .toList();
        return inbox.finish(outcomes, held);
    }

    protected static DeadLetter letter(String task) {
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        return new DeadLetter(
                task + "-1", Source.RECORDS, RecordTasks.id(task).value(), "{}", "broken", 3, at, at, Optional.empty());
    }
}
