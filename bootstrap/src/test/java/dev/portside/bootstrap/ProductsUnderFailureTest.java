package dev.portside.bootstrap;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.application.deadletters.RequeueDeadLetters;
import dev.portside.application.log.Breaker;
import dev.portside.application.log.ConsumeLog;
import dev.portside.application.log.ConsumePolicy;
import dev.portside.application.log.LogFlow;
import dev.portside.application.log.LogOrigin;
import dev.portside.application.log.LogTaskIds;
import dev.portside.application.log.LogTasks;
import dev.portside.application.products.AcceptProductEvent;
import dev.portside.application.products.ProductEventJson;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.log.BatchResult;
import dev.portside.domain.log.LogOutcome;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.log.Received;
import dev.portside.domain.log.StreamPosition;
import dev.portside.domain.products.Price;
import dev.portside.domain.products.ProductEvent;
import dev.portside.domain.products.ProductId;
import dev.portside.domain.products.ProductState;
import dev.portside.domain.products.Stock;
import dev.portside.domain.shared.Backoff;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.SeededRandom;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.tasks.TaskStatus;
import dev.portside.kafka.memory.InMemoryLog;
import dev.portside.postgres.memory.InMemoryDeadLetters;
import dev.portside.postgres.memory.InMemoryStreamProgress;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Events from many products go through a store that fails at random before and after its commits, consumed by three
 * workers and by a fourth one that believes all partitions to be its own. Each event has one effect, in order.
 */
class ProductsUnderFailureTest {
    private static final LogStream STREAM = new LogStream("test", "product-events");
    private static final int WORKERS = 3;
    private static final int PARTITIONS = 8;
    private static final int EVENTS = 5_000;
    private static final int PRODUCTS = 50;

    /** Silent, since each of a thousand letters would log its cause. Held, since a logger's level goes with it. */
    private final Logger consumerLog = Logger.getLogger("dev.portside.application.log");

    private final RandomGenerator random = SeededRandom.of("ProductsUnderFailureTest");
    private final InstantSource clock = InstantSource.system();
    private final MemoryBudget memory = new MemoryBudget(1L << 30);
    private final InMemoryDeadLetters deadLetters = new InMemoryDeadLetters(memory);
    private final InMemoryStreamProgress progress = new InMemoryStreamProgress(deadLetters, clock, memory);
    private final InMemoryLog log = new InMemoryLog(PARTITIONS, EVENTS, clock, memory);
    private final LogTaskIds taskIds = new LogTaskIds(STREAM.topic(), AcceptProductEvent.TASK_KINDS, new byte[32]);
    private final LogTasks tasks = new LogTasks(STREAM, taskIds, progress);
    private final Breaker breaker = new Breaker("test", 5, Duration.ofMillis(20), clock);
    private final LogFlow<ProductEvent> flow =
            new LogFlow<>(STREAM, Source.PRODUCTS, ProductEventJson::read, _ -> "event", this::apply);
    private final AcceptProductEvent accept = new AcceptProductEvent(log, taskIds, UUID::randomUUID, FlowMeter.NONE);
    private final List<AutoCloseable> consumers = new ArrayList<>();

    /** Under the lock of the progress. */
    private final List<ProductState> effects = new ArrayList<>();

    private volatile boolean poisonous = true;
    private volatile boolean failing = true;

    @BeforeEach
    void silence() {
        consumerLog.setLevel(Level.OFF);
    }

    @AfterEach
    void stop() throws Exception {
        consumerLog.setLevel(null);
        for (AutoCloseable consumer : consumers) {
            consumer.close();
        }
    }

    @Test
    void eachEventHasOneEffectInOrderAndPoisonIsSetAside() {
        start();
        List<ProductState> accepted = new ArrayList<>();
        List<TaskId> ids = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            ProductState state = state(random.nextInt(PRODUCTS), i, random.nextInt(100) == 0);
            ids.add(accept.accept(state, Optional.empty(), Optional.empty()).task());
            accepted.add(state);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> log.backlog().entries() == 0);

        List<ProductState> healthy =
                accepted.stream().filter(state -> !isPoison(state)).toList();
        assertThat(byProduct(effects)).isEqualTo(byProduct(healthy));
        assertThat(deadLetters.count(Optional.of(Source.PRODUCTS))).isEqualTo(EVENTS - healthy.size());
        for (int i = 0; i < EVENTS; i++) {
            assertThat(tasks.find(ids.get(i)).orElseThrow().status())
                    .isEqualTo(isPoison(accepted.get(i)) ? TaskStatus.DEAD : TaskStatus.APPLIED);
        }
    }

    @Test
    void aThousandDeadLettersComeBackInOneCallAndHaveOneEffectEach() {
        failing = false;
        start();
        List<TaskId> ids = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            ids.add(accept.accept(state(i % PRODUCTS, i, true), Optional.empty(), Optional.empty())
                    .task());
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> deadLetters.count(Optional.empty()) == 1000);
        assertThat(effects).isEmpty();

        poisonous = false;
        failing = true;
        LogOrigin<ProductEvent> origin =
                new LogOrigin<>(flow, event -> event.state().id().value(), progress, log);
        // Each letter was taken back before, by a call that crashed before it removed any.
        deadLetters.page(Optional.empty(), Optional.empty(), 1000).forEach(origin::takeBack);
        RequeueDeadLetters requeue = new RequeueDeadLetters(deadLetters, List.of(origin));
        assertThat(requeue.requeue(Optional.of(Source.PRODUCTS), 1000))
                .isEqualTo(new RequeueDeadLetters.Requeued(1000, 0));
        assertThat(requeue.requeue(Optional.empty(), 1000)).isEqualTo(new RequeueDeadLetters.Requeued(0, 0));
        await().atMost(Duration.ofSeconds(60)).until(() -> log.backlog().entries() == 0);

        assertThat(effects).hasSize(1000).doesNotHaveDuplicates();
        assertThat(deadLetters.count(Optional.empty())).isZero();
        assertThat(ids)
                .allSatisfy(
                        id -> assertThat(tasks.find(id).orElseThrow().status()).isEqualTo(TaskStatus.APPLIED));
    }

    private void start() {
        for (int i = 0; i < WORKERS; i++) {
            start(i, WORKERS);
        }
        start(0, 1);
    }

    private void start(int index, int readers) {
        ConsumePolicy policy = new ConsumePolicy(
                50, Duration.ofMillis(10), 3, new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)));
        ConsumeLog consumer = new ConsumeLog(
                flow,
                log.reader(index, readers, partition -> progress.next(STREAM, partition)),
                progress,
                tasks,
                breaker,
                policy,
                clock,
                new SplittableRandom(random.nextLong()),
                FlowMeter.NONE);
        consumers.add(consumer.start("consumer-" + index + "-of-" + readers));
    }

    private BatchResult apply(List<Received<ProductEvent>> batch, StreamPosition position) {
        failSometimes();
        BatchResult result = progress.apply(batch, position, this::effects);
        failSometimes();
        return result;
    }

    private List<LogOutcome> effects(List<Received<ProductEvent>> entries) {
        List<ProductState> states =
                entries.stream().map(entry -> entry.value().state()).toList();
        if (poisonous && states.stream().anyMatch(ProductsUnderFailureTest::isPoison)) {
            throw new IllegalStateException("poison");
        }
        effects.addAll(states);
        return entries.stream().<LogOutcome>map(_ -> new LogOutcome.Applied()).toList();
    }

    private synchronized void failSometimes() {
        if (failing && random.nextInt(10) == 0) {
            throw new Unavailable("the store is away", Duration.ofSeconds(1));
        }
    }

    private static ProductState state(int product, int number, boolean poison) {
        return new ProductState(
                new ProductId("product " + product), new Price(new BigDecimal(number)), new Stock(poison ? 0 : 1));
    }

    private static boolean isPoison(ProductState state) {
        return state.stock().count() == 0;
    }

    private static Map<ProductId, List<ProductState>> byProduct(List<ProductState> states) {
        return states.stream().collect(groupingBy(ProductState::id, mapping(state -> state, toList())));
    }
}
