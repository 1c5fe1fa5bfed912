package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.RunningPortside.Reply;
import dev.portside.domain.shared.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Many clients at once: order per record, one effect per task, one task per idempotency key. */
@Timeout(120)
class RecordsUnderLoadTest {
    private static final int RECORDS = 100;
    private static final int TASKS_PER_RECORD = 100;
    private static final int CLIENTS = 64;
    private static final int BURST = 5;

    @Test
    void tenThousandTasksEndAsTheyWouldOneByOne() throws Exception {
        RandomGenerator seeds = SeededRandom.of("RecordsUnderLoadTest");
        try (RunningPortside portside = RunningPortside.start(Map.of("INBOX_WORKER_COUNT", "5"))) {
            List<RecordModel> models = IntStream.range(0, RECORDS)
                    .mapToObj(i -> new RecordModel("record-" + i, new SplittableRandom(seeds.nextLong())))
                    .toList();
            // A record belongs to one client at a time, so that its tasks are accepted in a known order.
            Queue<RecordModel> free = new ConcurrentLinkedQueue<>(models);
            atOnce(CLIENTS, _ -> {
                for (RecordModel model = free.poll(); model != null; model = free.poll()) {
                    for (int i = 0; i < BURST; i++) {
                        model.change(portside);
                    }
                    if (model.tasks() < TASKS_PER_RECORD) {
                        free.add(model);
                    }
                }
            });
            Queue<RecordModel> unchecked = new ConcurrentLinkedQueue<>(models);
            atOnce(CLIENTS, _ -> {
                for (RecordModel model = unchecked.poll(); model != null; model = unchecked.poll()) {
                    model.check(portside);
                }
            });
            long rejected = models.stream().mapToLong(RecordModel::rejected).sum();
            var counts = portside.get("/stats").json().get("tasks").get("by_status");
            assertThat(counts.get("applied").longValue()).isEqualTo(RECORDS * TASKS_PER_RECORD - rejected);
            assertThat(counts.get("rejected").longValue()).isEqualTo(rejected);
            assertThat(counts.get("pending").longValue()).isZero();
        }
    }

    @Test
    void aHundredIdenticalRequestsWithOneKeyHaveOneEffectAndOneTask() throws Exception {
        try (RunningPortside portside = RunningPortside.start()) {
            Set<String> bodies = new ConcurrentSkipListSet<>();
            atOnce(100, _ -> {
                Reply accepted = portside.post("/insert", "{\"id\":\"once\",\"value\":1}", "Idempotency-Key", "key-1");
                assertThat(accepted.status()).isEqualTo(202);
                bodies.add(accepted.http().body());
            });
            assertThat(bodies).hasSize(1);
            assertThat(portside.post("/insert", "{\"id\":\"once\",\"value\":2}", "Idempotency-Key", "key-1")
                            .status())
                    .isEqualTo(422);
            // The same key on another route is another key.
            assertThat(portside.post("/update", "{\"id\":\"once\",\"value\":3}", "Idempotency-Key", "key-1")
                            .status())
                    .isEqualTo(202);
            var tasks = portside.get("/stats").json().get("tasks").get("by_kind");
            assertThat(total(tasks.get("record.insert"))).isEqualTo(1);
            assertThat(total(tasks.get("record.update"))).isEqualTo(1);
        }
    }

    private static long total(JsonNode counts) {
        return counts.valueStream().mapToLong(count -> count.longValue()).sum();
    }

    private static void atOnce(int clients, IntConsumer client) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int number = i;
                running.add(threads.submit(() -> client.accept(number)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
    }
}
