package dev.portside.faults.together;

import dev.portside.faults.blows.Campaign;
import dev.portside.faults.blows.Harm;
import dev.portside.faults.blows.Injected;
import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.WholeFleet;
import dev.portside.faults.limits.Death;
import dev.portside.faults.limits.LimitRun;
import dev.portside.faults.load.Allowance;
import dev.portside.faults.load.FlowReport;
import dev.portside.faults.load.FlowRun;
import dev.portside.faults.load.LoadPlan;
import dev.portside.faults.load.Pace;
import dev.portside.faults.load.RecordsRun;
import dev.portside.faults.orders.OrderRun;
import dev.portside.faults.products.ProductRun;
import dev.portside.faults.todos.TodoRun;
import dev.portside.faults.users.UserRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** All flows under load at once, each at its own steady rate. */
public final class AllFlows implements AutoCloseable {
    private static final int PRODUCTS = 400;
    private static final String PREFIX = "together-";

    /** Changes that clients ask for in a second, at a load of one. */
    private static final Map<String, Double> PER_SECOND =
            Map.of("records", 40.0, "products", 60.0, "users", 20.0, "limits", 80.0, "todos", 15.0, "orders", 20.0);

    private final Map<String, FlowRun<?>> runs = new LinkedHashMap<>();
    private final Map<String, Pace> paces = new LinkedHashMap<>();

    private AllFlows() {}

    /**
     * Starts clients, which ask for nothing yet; the fleet must be ready and fresh.
     *
     * @param campaign knows, in the end, what was broken when
     */
    public static AllFlows start(WholeFleet fleet, Campaign campaign, long seed) {
        AllFlows flows = new AllFlows();
        try {
            flows.startRuns(fleet, campaign, seed);
            flows.runs.forEach((name, run) -> flows.paces.put(name, new Pace(run.load())));
            return flows;
        } catch (RuntimeException e) {
            flows.close();
            throw e;
        }
    }

    private void startRuns(WholeFleet fleet, Campaign campaign, long seed) {
        List<Instance> all = fleet.instances();
        LoadPlan records = LoadPlan.of(PREFIX, Integer.MAX_VALUE);
        runs.put("records", new RecordsRun(all, fleet.database(), records, seed, Allowance.paced()));
        runs.put("products", new ProductRun(all, fleet.database(), fleet.brokers(), PRODUCTS, seed, Allowance.paced()));
        runs.put("users", new UserRun(all, fleet.database(), fleet.brokers(), seed, Allowance.paced()));
        runs.put(
                "limits",
                new LimitRun(all, fleet.authorization(), () -> deathsOfRedis(campaign), seed, Allowance.paced()));
        runs.put(
                "todos",
                new TodoRun(
                        all,
                        fleet.database(),
                        fleet.brokers(),
                        fleet.authorization(),
                        campaign::databaseLost,
                        seed,
                        Allowance.paced()));
        runs.put("orders", new OrderRun(all, fleet.database(), fleet.connection(), seed, Allowance.paced()));
    }

    private static Collection<Death> deathsOfRedis(Campaign campaign) {
        return campaign.injected().stream()
                .filter(each -> each.planned().harm() == Harm.KILL)
                .filter(each -> each.target().parts().contains(WholeFleet.REDIS))
                .map(each -> new Death(each.from(), each.done()))
                .toList();
    }

    /** From now on clients ask at so many times their usual rates. */
    public void load(double times) {
        paces.forEach((name, pace) -> pace.set(times * perSecond(name)));
    }

    /** At a load of one. */
    public static double perSecond(String flow) {
        return Objects.requireNonNull(PER_SECOND.get(flow));
    }

    public Set<String> names() {
        return runs.keySet();
    }

    public FlowRun<?> run(String name) {
        return Objects.requireNonNull(runs.get(name));
    }

    /** When a flow accepted something. */
    public NavigableSet<Long> acceptances(String flow) {
        return run(flow).journal().acceptances();
    }

    /** Lets all clients come to their end, and returns when they have. */
    public void end(Findings findings) throws InterruptedException {
        paces.values().forEach(Pace::close);
        runs.values().forEach(run -> run.load().end());
        for (Map.Entry<String, FlowRun<?>> each : runs.entrySet()) {
            findings.attempt(
                    "clients of " + each.getKey() + " come to their end",
                    () -> each.getValue().load().join());
        }
    }

    /**
     * Judges each flow that can be judged; all must have come to their end.
     *
     * @param injected what was done, in its order
     */
    public List<FlowResult> judge(
            List<Injected> injected, EffectWatch effects, Findings findings, Consumer<String> progress)
            throws InterruptedException {
        List<FlowResult> results = new ArrayList<>();
        for (Map.Entry<String, FlowRun<?>> each : runs.entrySet()) {
            String name = each.getKey();
            FlowRun<?> run = each.getValue();
            progress.accept("judging " + name);
            findings.attempt(name + " can be judged", () -> {
                FlowReport report = run.judge();
                results.add(FlowResult.of(
                        name,
                        run.journal(),
                        report,
                        Recovery.of(injected, acceptances(name)),
                        Recovery.of(injected, effects.moments(name))));
            });
        }
        return results;
    }

    /** How much was accepted so far, in words. */
    public String accepted() {
        List<String> parts = new ArrayList<>();
        runs.forEach((name, run) -> parts.add(name + " " + run.journal().accepted()));
        return String.join(", ", parts);
    }

    @Override
    public void close() {
        paces.values().forEach(Pace::close);
        runs.values().forEach(FlowRun::close);
    }
}
