package dev.portside.faults.orders;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.NumberReader;
import dev.portside.faults.fleet.OrderStream;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.load.Allowance;
import dev.portside.faults.load.AtOnce;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.FlowRun;
import dev.portside.faults.load.Journal;
import dev.portside.faults.load.Load;
import dev.portside.faults.load.Reply;
import dev.portside.faults.oracle.Fault;
import dev.portside.stack.Database;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.ConsumerInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Order messages, and the judgement of all orders and dead letters afterwards. */
public final class OrderRun implements FlowRun<OrderReport> {
    private static final int PUBLISHERS = 8;
    private static final int READERS = 8;
    private static final int AHEAD_MAX = 1_500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);
    private static final Duration DRAIN_TIME_MAX = Duration.ofMinutes(3);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Journal<SentMessage> journal = new Journal<>();
    private final List<Instance> instances;
    private final Database database;
    private final Connection connection;
    private final AtomicLong unsettled = new AtomicLong();
    private final Thread looking;
    private final Load load;
    private volatile String state = "nobody could be asked";

    /**
     * Starts publishers; everything must be ready and fresh.
     *
     * @param orders the database that they come to
     * @param connection to NATS, which finds it again by itself
     */
    public OrderRun(List<Instance> instances, Database orders, Connection connection, long seed, Allowance allowance) {
        this.instances = instances;
        this.database = orders;
        this.connection = connection;
        MadeMessages made = new MadeMessages(seed);
        this.load = Load.start(
                journal,
                allowance,
                PUBLISHERS,
                _ -> new OrderPublisher(made, connection, journal, allowance, () -> unsettled.get() > AHEAD_MAX));
        this.looking = Thread.ofVirtual().name("orders left").start(this::look);
    }

    @Override
    public Load load() {
        return load;
    }

    @Override
    public OptionalLong effects(NumberReader main) {
        return main.ask("SELECT coalesce(max(value), 0) FROM order_counters WHERE name = 'stored'");
    }

    @Override
    public OrderReport judge() throws InterruptedException {
        return judged(journal.sent(), drain());
    }

    @Override
    public void close() {
        looking.interrupt();
        load.close();
    }

    private OrderReport judged(Collection<SentMessage> sent, Duration drained) throws InterruptedException {
        OrderTables tables = new OrderTables(database);
        List<OrderTables.Stored> stored = tables.orders();
        List<String> dead = tables.deadPayloads();
        List<String> uids = sent.stream()
                .filter(SentMessage.Good.class::isInstance)
                .map(good -> ((SentMessage.Good) good).uid())
                .distinct()
                .toList();
        List<Fault> faults = new ArrayList<>(OrderOracle.judge(sent, stored, answers(uids), dead));
        if (tables.counted() != stored.size()) {
            faults.add(new Fault(Fault.Kind.WRONG_VALUE, "count", tables.counted() + " for " + stored.size()));
        }
        return new OrderReport(
                sent.size(),
                sent.stream().mapToInt(SentMessage::publishes).sum(),
                uids.size(),
                stored.size(),
                Math.toIntExact(
                        sent.stream().filter(SentMessage.Bad.class::isInstance).count()),
                dead.size(),
                unsettled.get(),
                drained,
                faults);
    }

    private void look() {
        while (!Thread.currentThread().isInterrupted()) {
            lookOnce();
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
    }

    private boolean lookOnce() {
        try {
            JetStreamManagement servers = connection.jetStreamManagement();
            ConsumerInfo consumer = servers.getConsumerInfo(OrderStream.STREAM, OrderStream.DURABLE);
            unsettled.set(consumer.getNumPending() + consumer.getNumAckPending());
            state = consumer.toString();
            return true;
        } catch (IOException | JetStreamApiException | IllegalStateException e) {
            return false;
        }
    }

    private Duration drain() {
        long start = System.nanoTime();
        Until.holds(
                () -> "all messages are settled: " + state, DRAIN_TIME_MAX, () -> lookOnce() && unsettled.get() == 0);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Asks one instance after the other. */
    private Map<String, JsonNode> answers(List<String> uids) throws InterruptedException {
        Map<String, JsonNode> answers = new ConcurrentHashMap<>();
        AtomicInteger next = new AtomicInteger();
        try (Caller caller = new Caller(PATIENCE)) {
            AtOnce.run(READERS, _ -> {
                for (int i = next.getAndIncrement(); i < uids.size(); i = next.getAndIncrement()) {
                    String uid = uids.get(i);
                    Reply reply = caller.get(instances.get(i % instances.size()), "/api/orders/" + uid);
                    if (reply instanceof Reply.Answered answer && answer.status() == 200) {
                        answers.put(uid, JSON.readTree(answer.body()));
                    }
                }
            });
        }
        return answers;
    }
}
