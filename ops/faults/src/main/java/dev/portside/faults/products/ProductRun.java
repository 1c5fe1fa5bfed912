package dev.portside.faults.products;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.NumberReader;
import dev.portside.faults.fleet.ProductFleet;
import dev.portside.faults.fleet.Topic;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.load.Allowance;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.FlowRun;
import dev.portside.faults.load.Journal;
import dev.portside.faults.load.Load;
import dev.portside.faults.load.Reply;
import dev.portside.stack.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** Product events, and the judgement of the topic and of the store afterwards. */
public final class ProductRun implements FlowRun<ProductReport> {
    private static final int CLIENTS = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STANDSTILL_MAX = Duration.ofSeconds(40);

    private final Journal<AskedEvent> journal = new Journal<>();
    private final Caller caller = new Caller(PATIENCE);
    private final List<Instance> instances;
    private final ProductStore store;
    private final Topic topic;
    private final Load load;

    /**
     * Starts clients; everything must be ready and fresh.
     *
     * @param database that products come to
     * @param products at least one for each of the {@value #CLIENTS} clients
     */
    public ProductRun(
            List<Instance> instances, Database database, String brokers, int products, long seed, Allowance allowance) {
        this.instances = instances;
        this.store = new ProductStore(database, ProductFleet.TOPIC);
        this.topic = new Topic(brokers, ProductFleet.TOPIC);
        store.watch();
        SplittableRandom seeds = new SplittableRandom(seed);
        this.load = Load.start(
                journal,
                allowance,
                CLIENTS,
                client -> new ProductClient(
                        IntStream.range(0, products)
                                .filter(number -> number % CLIENTS == client)
                                .mapToObj(number -> "product-" + number)
                                .toList(),
                        instances,
                        caller,
                        journal,
                        allowance,
                        seeds.split()));
    }

    @Override
    public Load load() {
        return load;
    }

    @Override
    public OptionalLong effects(NumberReader main) {
        return main.ask("SELECT coalesce(max(seq), 0) FROM products_audit");
    }

    @Override
    public ProductReport judge() {
        long drained = drain(store, topic);
        List<LoggedEvent> logged = topic.read(LoggedEvent::of);
        Applied applied = store.applied();
        List<String> surprises = new ArrayList<>(journal.surprises());
        surprises.addAll(told(applied));
        return ProductReport.of(
                journal,
                logged,
                applied,
                Duration.ofNanos(drained),
                ProductsOracle.judge(journal.sent(), logged, applied),
                surprises);
    }

    /** Waits until all is done, or nothing has moved for a while; tells the nanoseconds that it took. */
    static long drain(ProductStore store, Topic topic) {
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
    private List<String> told(Applied applied) {
        Map<String, AskedEvent> last = new HashMap<>();
        journal.sent().stream()
                .filter(event -> event.task().isPresent())
                .forEach(event -> last.merge(
                        event.product(), event, (one, other) -> one.number() < other.number() ? other : one));
        List<String> wrong = new ArrayList<>();
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

    @Override
    public void close() {
        load.close();
        caller.close();
    }
}
