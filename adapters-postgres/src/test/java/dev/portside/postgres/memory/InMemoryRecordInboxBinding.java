package dev.portside.postgres.memory;

import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.records.JsonText;
import dev.portside.domain.records.RecordInbox;
import dev.portside.domain.records.RecordInboxBinding;
import dev.portside.domain.shared.Lanes;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.tasks.TaskWaiters;
import dev.portside.domain.tasks.Tasks;
import java.time.Duration;
import java.time.InstantSource;

final class InMemoryRecordInboxBinding implements RecordInboxBinding {
    static final Duration RETENTION = Duration.ofHours(48);

    private static final int BYTES_MAX = 8 << 20;

    final MemoryBudget memory = new MemoryBudget(BYTES_MAX);
    final InMemoryDeadLetters deadLetters = new InMemoryDeadLetters(memory);
    final InMemoryRecordInbox inbox;

    private final MovableClock clock = new MovableClock();
    private final InMemoryLanes lanes = new InMemoryLanes(Duration.ofSeconds(6), clock);

    InMemoryRecordInboxBinding() {
        inbox = new InMemoryRecordInbox(lanes, deadLetters, new TaskWaiters(), RETENTION, clock, memory);
    }

    @Override
    public RecordInbox inbox() {
        return inbox;
    }

    @Override
    public Tasks tasks() {
        return inbox;
    }

    @Override
    public Origin origin() {
        return inbox;
    }

    @Override
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    @Override
    public Lanes lanes() {
        return lanes;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public void pass(Duration time) {
        clock.advance(time);
    }

    @Override
    public JsonText unstorable() {
        return new JsonText("1".repeat(BYTES_MAX));
    }
}
