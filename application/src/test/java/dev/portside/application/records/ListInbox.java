package dev.portside.application.records;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.records.Acceptance;
import dev.portside.domain.records.InboxStats;
import dev.portside.domain.records.Outcome;
import dev.portside.domain.records.RecordId;
import dev.portside.domain.records.RecordInbox;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Submission;
import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.tasks.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An inbox for tests of one thread: a list, and what became of its tasks. Leases are not its concern. */
class ListInbox implements RecordInbox {
    final List<RecordTask> pending = new ArrayList<>();
    final Map<TaskId, Instant> notBefore = new HashMap<>();
    final Map<TaskId, Outcome> outcomes = new LinkedHashMap<>();
    final List<DeadLetter> letters = new ArrayList<>();
    boolean lettersFull;

    private final MovableClock clock;

    ListInbox(MovableClock clock) {
        this.clock = clock;
    }

    @Override
    public List<Acceptance> accept(List<Submission> submissions) {
        return submissions.stream()
                .<Acceptance>map(submission -> {
                    pending.add(submission.task());
                    return new Acceptance.Accepted(submission.task().id());
                })
                .toList();
    }

    @Override
    public List<RecordTask> next(Set<LeasedLane> lanes, int max) {
        Set<RecordId> waiting = new HashSet<>();
        List<RecordTask> due = new ArrayList<>();
        for (RecordTask task : pending) {
            if (notBefore.getOrDefault(task.id(), Instant.EPOCH).isAfter(clock.instant())) {
                waiting.add(task.change().id());
            }
            if (due.size() < max && !waiting.contains(task.change().id())) {
                due.add(task);
            }
        }
        return due;
    }

    @Override
    public Set<Lane> due(Set<LeasedLane> lanes) {
        return next(lanes, pending.size()).stream()
                .map(task -> task.change().id().lane())
                .collect(Collectors.toSet());
    }

    @Override
    public Set<TaskId> finish(List<Outcome.Done> ended, Set<LeasedLane> lanes) {
        Set<TaskId> finished = new HashSet<>();
        ended.forEach(outcome -> {
            if (pending.removeIf(task -> task.id().equals(outcome.task()))) {
                outcomes.put(outcome.task(), outcome);
                finished.add(outcome.task());
            }
        });
        return finished;
    }

    @Override
    public void retry(RecordTask task, Instant due, Set<LeasedLane> lanes) {
        pending.replaceAll(other -> other.id().equals(task.id()) ? task : other);
        notBefore.put(task.id(), due);
    }

    @Override
    public boolean bury(RecordTask task, DeadLetter letter, Set<LeasedLane> lanes) {
        if (lettersFull) {
            throw new Unavailable("the memory for stored data is full", Duration.ofSeconds(5));
        }
        letters.add(letter);
        return pending.removeIf(other -> other.id().equals(task.id()));
    }

    @Override
    public InboxStats stats() {
        return new InboxStats(Map.of(), Duration.ZERO);
    }
}
