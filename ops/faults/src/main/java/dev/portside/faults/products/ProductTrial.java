package dev.portside.faults.products;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.ProductFleet;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.load.Allowance;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Journal;
import dev.portside.faults.load.Load;
import dev.portside.faults.load.Reply;
import dev.portside.faults.load.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** Product events, something that happens to the fleet meanwhile, and the judgement of everything afterwards. */
public final class ProductTrial {
    private static final int CLIENTS = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STANDSTILL_MAX = Duration.ofSeconds(40);

    private ProductTrial() {}

    /**
     * The fleet must be ready and fresh, and has nothing left to do when this returns.
     *
     * @param products at least one for each of the {@value #CLIENTS} clients
     */
    public static ProductReport run(
            ProductFleet fleet, int products, int events, long seed, Trial.Disturbance disturbance)
            throws InterruptedException {
        ProductStore store = new ProductStore(fleet.products(), ProductFleet.TOPIC);
        ProductTopic topic = new ProductTopic(fleet.brokers(), ProductFleet.TOPIC);
        store.watch();
        Journal<AskedEvent> journal = new Journal<>();
        try (Caller caller = new Caller(PATIENCE);
                Load load = load(fleet, products, events, seed, journal, caller)) {
            disturbance.run(load);
            load.join();
            fleet.awaitReady();
            long drained = drain(store, topic);
            List<LoggedEvent> logged = topic.read();
            Applied applied = store.applied();
            List<String> surprises = new ArrayList<>(journal.surprises());
            surprises.addAll(told(fleet, caller, journal, applied));
            return ProductReport.of(
                    journal,
                    logged,
                    applied,
                    Duration.ofNanos(drained),
                    ProductsOracle.judge(journal.sent(), logged, applied),
                    surprises);
        }
    }

    private static Load load(
            ProductFleet fleet, int products, int events, long seed, Journal<AskedEvent> journal, Caller caller) {
        Allowance allowance = new Allowance();
        SplittableRandom seeds = new SplittableRandom(seed);
        return Load.start(
                journal,
                allowance,
                CLIENTS,
                client -> new ProductClient(
                        IntStream.range(0, products)
                                .filter(number -> number % CLIENTS == client)
                                .mapToObj(number -> "product-" + number)
                                .toList(),
                        events,
                        fleet.instances(),
                        caller,
                        journal,
                        allowance,
                        seeds.split()));
    }

    /** Waits until all is done, or nothing has moved for a while; tells the nanoseconds that it took. */
    static long drain(ProductStore store, ProductTopic topic) {
        long start = System.nanoTime();
        Map<Integer, Long> ends = topic.ends();
        List<Map<Integer, Long>> last = new ArrayList<>(List.of(Map.of()));
        long[] movedAt = {start};
        Until.holds(() -> "events are applied or at least some are", Duration.ofMinutes(10), () -> {
            Map<Integer, Long> positions = store.positions();
            if (!positions.equals(last.getFirst())) {
                last.set(0, positions);
                movedAt[0] = System.nanoTime();
            }
            return positions.equals(ends) || System.nanoTime() - movedAt[0] > STANDSTILL_MAX.toNanos();
        });
        return System.nanoTime() - start;
    }

    /** What instances tell wrongly of the last accepted event of each product, and of the products. */
    private static List<String> told(ProductFleet fleet, Caller caller, Journal<AskedEvent> journal, Applied applied) {
        Map<String, AskedEvent> last = new HashMap<>();
        journal.sent().stream()
                .filter(event -> event.task().isPresent())
                .forEach(event -> last.merge(
                        event.product(), event, (one, other) -> one.number() < other.number() ? other : one));
        List<String> wrong = new ArrayList<>();
        List<Instance> instances = fleet.instances();
        last.values().parallelStream().forEach(event -> {
            Instance instance = instances.get(event.number() % instances.size());
            String told = text(caller.get(instance, event.task().orElseThrow()), "status");
            // Poison that was overtaken by a newer event of its product took effect without reaching the store.
            if (!told.equals("applied") && !(told.equals("dead") && event.stock() == LoggedEvent.POISON)) {
                note(wrong, "the task of " + event + " is told to be " + told);
            }
        });
        applied.products().parallelStream().forEach(product -> {
            String wanted = "{\"id\":\"%s\",\"price\":%d,\"stock\":%d}"
                    .formatted(product.product(), product.number(), product.stock());
            for (Instance instance : instances) {
                Reply reply = caller.get(instance, "/api/v1/products/" + product.product());
                if (!(reply instanceof Reply.Answered answered)
                        || !answered.body().equals(wanted)) {
                    note(wrong, instance + " tells " + reply + " of " + wanted);
                }
            }
        });
        return wrong;
    }

    private static void note(List<String> wrong, String what) {
        synchronized (wrong) {
            wrong.add(what);
        }
    }

    private static String text(Reply reply, String member) {
        return reply instanceof Reply.Answered answered && answered.status() == 200
                ? JsonMapper.shared().readTree(answered.body()).path(member).asString("")
                : reply.toString();
    }
}
