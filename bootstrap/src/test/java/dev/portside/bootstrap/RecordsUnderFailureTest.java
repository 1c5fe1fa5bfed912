package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.application.deadletters.RequeueDeadLetters;
import dev.portside.application.records.AcceptRecordChange;
import dev.portside.application.records.ApplyRecordTasks;
import dev.portside.application.shared.HeldLanes;
import dev.portside.application.shared.Worker;
import dev.portside.domain.records.Acceptance;
import dev.portside.domain.records.JsonText;
import dev.portside.domain.records.Outcome;
import dev.portside.domain.records.RecordChange;
import dev.portside.domain.records.RecordId;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Records;
import dev.portside.domain.records.StoredRecord;
import dev.portside.domain.shared.Backoff;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.SeededRandom;
import dev.portside.domain.shared.Signal;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.tasks.TaskStatus;
import dev.portside.domain.tasks.TaskWaiters;
import dev.portside.postgres.memory.InMemoryDeadLetters;
import dev.portside.postgres.memory.InMemoryLanes;
import dev.portside.postgres.memory.InMemoryRecordInbox;
import dev.portside.postgres.memory.InMemoryRecords;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tasks go into a store that fails at random before and after its commits, worked on by two instances whose lanes change
 * hands all the time, so that stale workers abound. Each task has one effect, in the order of its record.
 */
@Timeout(120)
class RecordsUnderFailureTest {
    private static final Duration LEASE_TTL = Duration.ofSeconds(6);
    private static final Duration SOON = Duration.ofMillis(1);
    private static final int WORKERS = 3;
    private static final int RECORDS = 40;
    private static final int TASKS = 4_000;
    private static final int RETRIES_MAX = 3;
    private static final String POISON = "\"poison\"";

    /** Silent, since each poison task would log its cause. Held, since a logger's level goes with it. */
    private final Logger log = Logger.getLogger("dev.portside.application");

    private final RandomGenerator random = SeededRandom.of("RecordsUnderFailureTest");
    private final InstantSource clock = InstantSource.system();
    private final MemoryBudget memory = new MemoryBudget(1L << 30);
    private final InMemoryDeadLetters deadLetters = new InMemoryDeadLetters(memory);
    private final InMemoryLanes lanes = new InMemoryLanes(LEASE_TTL, clock);
    private final InMemoryRecordInbox inbox =
            new InMemoryRecordInbox(lanes, deadLetters, new TaskWaiters(), Duration.ofHours(1), clock, memory);
    private final FailingRecords records = new FailingRecords(new InMemoryRecords(clock, memory));
    private final AcceptRecordChange accept =
            new AcceptRecordChange(inbox, clock, UUID::randomUUID, FlowMeter.NONE, _ -> {});
    private final List<AutoCloseable> started = new ArrayList<>();

    @BeforeEach
    void silence() {
        log.setLevel(Level.OFF);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : started.reversed()) {
            each.close();
        }
        log.setLevel(null);
    }

    @Test
    void eachTaskHasOneEffectInTheOrderOfItsRecord() throws Exception {
        records.failing = true;
        startInstance("a", 10);
        startInstance("b", 10);
        started.add(Worker.start("lane thief", this::moveLanes, new Signal(), SOON));
        int[] versions = new int[RECORDS];
        List<TaskId> ids = new ArrayList<>();
        List<TaskStatus> statuses = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            int record = random.nextInt(RECORDS);
            RecordId id = new RecordId("record-" + record);
            JsonText value = new JsonText(Integer.toString(i));
            boolean known = versions[record] > 0;
            boolean insert = random.nextInt(4) == 0;
            ids.add(accept(insert ? new RecordChange.Insert(id, value) : new RecordChange.Update(id, value)));
            statuses.add(known == insert ? TaskStatus.REJECTED : TaskStatus.APPLIED);
            versions[record] += known == insert ? 0 : 1;
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> inbox.stats().count(TaskStatus.PENDING) == 0);
        for (int i = 0; i < TASKS; i++) {
            assertThat(status(ids.get(i))).isEqualTo(statuses.get(i));
        }
        for (int record = 0; record < RECORDS; record++) {
            int version = versions[record];
            assertThat(records.find(new RecordId("record-" + record))
                            .orElseThrow()
                            .version())
                    .isEqualTo(version);
        }
    }

    @Test
    void onePoisonTaskAmongAThousandDelaysItsOwnRecordAloneAndAppliesWhenItIsCured() throws Exception {
        List<TaskId> ids = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            JsonText value = new JsonText(i == 500 ? POISON : "1");
            ids.add(accept(new RecordChange.Insert(new RecordId("record-" + i), value)));
        }
        TaskId behind = accept(new RecordChange.Update(new RecordId("record-500"), new JsonText("2")));
        applying(2_000).runOnce(lanes.hold("me"));
        assertThat(inbox.stats().count(TaskStatus.APPLIED)).isEqualTo(999);
        assertThat(records.tries.get()).isLessThanOrEqualTo(1 + 2 * 10);
        assertThat(status(behind)).isEqualTo(TaskStatus.PENDING);

        startInstance("me", 10);
        TaskId poison = ids.get(500);
        await().until(() -> status(poison) == TaskStatus.DEAD);
        await().until(() -> status(behind) == TaskStatus.REJECTED);
        assertThat(deadLetters.find(poison.value())).hasValueSatisfying(letter -> {
            assertThat(letter.payload()).isEqualTo("{\"verb\":\"insert\",\"id\":\"record-500\",\"value\":\"poison\"}");
            assertThat(letter.error()).isEqualTo("an unexpected failure; the log has its cause under this id");
            assertThat(letter.attempts()).isEqualTo(1 + RETRIES_MAX);
        });

        records.cured = true;
        RequeueDeadLetters requeue = new RequeueDeadLetters(deadLetters, List.of(inbox));
        assertThat(requeue.requeue(poison.value())).isPresent();
        assertThat(requeue.requeue(poison.value())).isEmpty();
        await().until(() -> status(poison) == TaskStatus.APPLIED);
        assertThat(records.find(new RecordId("record-500")))
                .hasValueSatisfying(stored -> assertThat(stored.version()).isEqualTo(1));
    }

    private TaskId accept(RecordChange change) throws InterruptedException {
        return switch (accept.accept(change, Optional.empty(), Optional.empty())) {
            case Acceptance.Accepted accepted -> accepted.task();
            case Acceptance.Repeated _, Acceptance.KeyReused _ -> throw new AssertionError();
        };
    }

    private TaskStatus status(TaskId id) {
        return inbox.find(id).orElseThrow().status();
    }

    private void startInstance(String owner, int batchSizeMax) {
        HeldLanes held = new HeldLanes(lanes, owner, LEASE_TTL, clock);
        ApplyRecordTasks apply = applying(batchSizeMax);
        held.refresh();
        started.add(Worker.start(owner + " heartbeat", held::refresh, new Signal(), SOON));
        for (int i = 0; i < WORKERS; i++) {
            int index = i;
            started.add(Worker.start(owner + i, () -> apply.runOnce(held.share(index, WORKERS)), new Signal(), SOON));
        }
    }

    private ApplyRecordTasks applying(int batchSizeMax) {
        return new ApplyRecordTasks(
                inbox,
                records,
                batchSizeMax,
                RETRIES_MAX,
                new Backoff(SOON, SOON),
                clock,
                new Random(),
                FlowMeter.NONE);
    }

    /** Takes all lanes from one instance; the next heartbeats share them anew, under newer epochs. */
    private boolean moveLanes() {
        lanes.release(new Random().nextBoolean() ? "a" : "b");
        return false;
    }

    /** Fails batches that hold a poison value until it is cured; and at random before and after a batch takes effect. */
    private static final class FailingRecords implements Records {
        private final Records records;
        private final Random chance = new Random();
        private final AtomicInteger tries = new AtomicInteger();
        private volatile boolean failing;
        private volatile boolean cured;

        FailingRecords(Records records) {
            this.records = records;
        }

        @Override
        public Optional<StoredRecord> find(RecordId id) {
            return records.find(id);
        }

        @Override
        public List<Outcome> apply(List<RecordTask> tasks) {
            tries.incrementAndGet();
            failSometimes();
            if (!cured && tasks.stream().anyMatch(FailingRecords::isPoison)) {
                throw new IllegalStateException("INSERT INTO records VALUES (" + POISON + ")");
            }
            List<Outcome> outcomes = records.apply(tasks);
            failSometimes();
            return outcomes;
        }

        @Override
        public Outcome close(RecordTask task) {
            failSometimes();
            return records.close(task);
        }

        private static boolean isPoison(RecordTask task) {
            return task.change() instanceof RecordChange.Insert insert
                    && insert.value().value().equals(POISON);
        }

        private void failSometimes() {
            if (failing && chance.nextInt(20) == 0) {
                throw new Unavailable("the store is away", Duration.ofSeconds(1));
            }
        }
    }
}
