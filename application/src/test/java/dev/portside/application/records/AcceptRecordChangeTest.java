package dev.portside.application.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.records.Acceptance;
import dev.portside.domain.records.JsonText;
import dev.portside.domain.records.RecordChange;
import dev.portside.domain.records.RecordId;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Submission;
import dev.portside.domain.shared.CountingMeter;
import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.tasks.TaskBlock;
import dev.portside.domain.tasks.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AcceptRecordChangeTest {
    private static final RecordChange CHANGE = new RecordChange.Insert(new RecordId("a"), new JsonText("1"));
    private static final Optional<String> TRACE =
            Optional.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    private final MovableClock clock = new MovableClock();
    private final CountingMeter meter = new CountingMeter();
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final AtomicInteger ids = new AtomicInteger();

    @Test
    void putsTheChangeIntoTheInboxAndWakesTheWorkers() throws InterruptedException {
        ListInbox inbox = new ListInbox(clock);
        Acceptance acceptance = accepting(inbox).accept(CHANGE, Optional.empty(), TRACE);
        assertThat(inbox.pending).singleElement().satisfies(task -> {
            assertThat(acceptance).isEqualTo(new Acceptance.Accepted(task.id()));
            assertThat(TaskBlock.place(uuid(task))).isZero();
            assertThat(task.change()).isEqualTo(CHANGE);
            assertThat(task.acceptedAt()).isEqualTo(clock.instant());
            assertThat(task.traceparent()).isEqualTo(TRACE);
            assertThat(task.failures()).isZero();
        });
        assertThat(wakeUps).hasValue(1);
        assertThat(meter.counted).containsExactly("accepted insert");
    }

    @Test
    void metersOnlyWhatWasAccepted() throws InterruptedException {
        Acceptance repeated = new Acceptance.Repeated(new TaskId("earlier"));
        ListInbox inbox = new ListInbox(clock) {
            @Override
            public List<Acceptance> accept(List<Submission> submissions) {
                return List.of(repeated);
            }
        };
        Idempotency key = new Idempotency("me", "key", "body");
        assertThat(accepting(inbox).accept(CHANGE, Optional.of(key), TRACE)).isEqualTo(repeated);
        assertThat(meter.counted).isEmpty();
    }

    @Test
    void passesAnOutageOn() {
        ListInbox inbox = new ListInbox(clock) {
            @Override
            public List<Acceptance> accept(List<Submission> submissions) {
                throw new Unavailable("the inbox is away", Duration.ofSeconds(1));
            }
        };
        assertThatThrownBy(() -> accepting(inbox).accept(CHANGE, Optional.empty(), TRACE))
                .isInstanceOf(Unavailable.class)
                .hasMessage("the inbox is away");
        assertThat(wakeUps).hasValue(0);
        assertThat(meter.counted).isEmpty();
    }

    @Test
    void numbersTasksOfOneGroupWithinABlockOfItsOwn() throws Exception {
        CountDownLatch firstIsIn = new CountDownLatch(1);
        Semaphore othersWait = new Semaphore(0);
        ListInbox inbox = new ListInbox(clock) {
            @Override
            public List<Acceptance> accept(List<Submission> submissions) {
                firstIsIn.countDown();
                othersWait.acquireUninterruptibly();
                return super.accept(submissions);
            }
        };
        AcceptRecordChange accept = accepting(inbox);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            callers.submit(() -> accept.accept(CHANGE, Optional.empty(), TRACE));
            firstIsIn.await();
            for (int i = 0; i < 3; i++) {
                callers.submit(() -> accept.accept(CHANGE, Optional.empty(), TRACE));
            }
            await().until(() -> accept.callers() == 4);
            othersWait.release(2);
        }
        List<UUID> ids =
                inbox.pending.stream().map(AcceptRecordChangeTest::uuid).toList();
        assertThat(ids).extracting(TaskBlock::place).containsExactly(0, 0, 1, 2);
        assertThat(ids.subList(1, 4)).extracting(TaskBlock::of).containsOnly(TaskBlock.of(ids.getLast()));
        assertThat(TaskBlock.of(ids.getFirst()))
                .as("though their ids differ in the last bit alone")
                .isNotEqualTo(TaskBlock.of(ids.getLast()));
    }

    private UUID nextId() {
        return new UUID(0x018cc251f4007000L, 0x8000_0000_0000_0000L + ids.incrementAndGet());
    }

    private static UUID uuid(RecordTask task) {
        return UUID.fromString(task.id().value());
    }

    private AcceptRecordChange accepting(ListInbox inbox) {
        return new AcceptRecordChange(inbox, clock, this::nextId, meter, _ -> wakeUps.incrementAndGet());
    }
}
