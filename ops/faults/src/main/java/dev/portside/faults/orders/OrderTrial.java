package dev.portside.faults.orders;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.OrderFleet;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.load.Allowance;
import dev.portside.faults.load.AtOnce;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Journal;
import dev.portside.faults.load.Load;
import dev.portside.faults.load.Reply;
import dev.portside.faults.load.Trial;
import dev.portside.faults.oracle.Fault;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.ConsumerInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Order messages, something that happens to who stores them, and the judgement of all orders afterwards. */
public final class OrderTrial {
    private static final int PUBLISHERS = 8;
    private static final int READERS = 8;
    private static final int AHEAD_MAX = 1_500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);
    private static final Duration DRAIN_TIME_MAX = Duration.ofMinutes(3);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final OrderFleet fleet;
    private final AtomicLong unsettled = new AtomicLong();
    private volatile String state = "nobody could be asked";

    private OrderTrial(OrderFleet fleet) {
        this.fleet = fleet;
    }

    /** The fleet must be ready and fresh. */
    public static OrderReport run(OrderFleet fleet, int messages, long seed, Trial.Disturbance disturbance)
            throws InterruptedException {
        return new OrderTrial(fleet).run(messages, seed, disturbance);
    }

    private OrderReport run(int messages, long seed, Trial.Disturbance disturbance) throws InterruptedException {
        Journal<SentMessage> journal = new Journal<>();
        Allowance allowance = new Allowance();
        MadeMessages made = new MadeMessages(seed);
        Thread looking = Thread.ofVirtual().start(this::look);
        try (Load load = Load.start(
                journal,
                allowance,
                PUBLISHERS,
                _ -> new OrderPublisher(
                        messages, made, fleet.connection(), journal, allowance, () -> unsettled.get() > AHEAD_MAX))) {
            disturbance.run(load);
            load.join();
        } catch (Until.Overdue e) {
            throw new Until.Overdue(e.getMessage() + "; the consumer: " + state);
        } finally {
            looking.interrupt();
            looking.join();
        }
        fleet.awaitReady();
        Duration drained = drain();
        return judged(journal.sent(), drained);
    }

    private OrderReport judged(Collection<SentMessage> sent, Duration drained) throws InterruptedException {
        OrderTables tables = new OrderTables(fleet.orders());
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
            JetStreamManagement servers = fleet.connection().jetStreamManagement();
            ConsumerInfo consumer = servers.getConsumerInfo(OrderFleet.STREAM, OrderFleet.DURABLE);
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
        List<Instance> instances = fleet.instances();
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
