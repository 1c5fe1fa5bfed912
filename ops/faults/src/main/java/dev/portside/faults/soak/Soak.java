package dev.portside.faults.soak;

import dev.portside.faults.blows.Campaign;
import dev.portside.faults.blows.Injected;
import dev.portside.faults.fleet.WholeFleet;
import dev.portside.faults.together.AllFlows;
import dev.portside.faults.together.EffectWatch;
import dev.portside.faults.together.Findings;
import dev.portside.faults.together.FlowResult;
import dev.portside.faults.together.Ticker;
import dev.portside.faults.together.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All flows at seven tenths of what this machine holds, and a harm a minute. The first instance is never killed, so that what
 * it holds can be followed from the beginning to the end.
 */
public final class Soak {
    private static final double PART = 0.7;
    private static final Duration BETWEEN = Duration.ofMinutes(1);

    /** So long after the last harm there is still load. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(12);

    /** Lives that last shorter than this part of the time tell nothing. */
    private static final double LIFE_PART_MIN = 0.4;

    private final WholeFleet fleet;
    private final Duration time;
    private final long seed;
    private final Consumer<String> progress;
    private final Campaign campaign;
    private final Findings findings = new Findings();

    private Soak(WholeFleet fleet, Duration time, long seed, Consumer<String> progress) {
        this.fleet = fleet;
        this.time = time;
        this.seed = seed;
        this.progress = progress;
        this.campaign =
                Campaign.against(fleet, Set.of(fleet.instances().getFirst()), time.minus(AFTERWARDS), BETWEEN, seed);
    }

    /** The fleet must be ready and fresh. */
    public static SoakReport run(WholeFleet fleet, Duration time, long seed, Consumer<String> progress)
            throws InterruptedException {
        return new Soak(fleet, time, seed, progress).run();
    }

    private SoakReport run() throws InterruptedException {
        Instant started = Instant.now();
        try (AllFlows flows = AllFlows.start(fleet, campaign, seed);
                EffectWatch effects = new EffectWatch(flows, fleet.database())) {
            double capacity = Calibration.run(flows, effects, progress);
            double load = PART * capacity;
            flows.load(load);
            progress.accept("%.2f times the usual load was held; it goes on at %.2f".formatted(capacity, load));
            long start = System.nanoTime();
            List<Sample> samples = soak(flows, start);
            long end = System.nanoTime();
            flows.end(findings);
            findings.attempt("every instance is ready", fleet::awaitReady);
            List<Injected> harms = campaign.injected();
            List<FlowResult> results = flows.judge(harms, effects, findings, progress);
            findings.addAll(campaign.failures());
            return new SoakReport(
                    seed,
                    started,
                    time,
                    capacity,
                    load,
                    campaign.planned(),
                    new Timeline(start, harms),
                    fleet.ownEnds(),
                    samples,
                    judged(samples),
                    recoveries(flows, load, harms, end),
                    results,
                    findings.all());
        }
    }

    private List<Sample> soak(AllFlows flows, long start) throws InterruptedException {
        try (Sampler sampler = new Sampler(fleet.instances());
                Ticker _ = new Ticker(() -> progress.accept("%4.0f s, %d of %d harms; accepted: %s"
                        .formatted(
                                (System.nanoTime() - start) / 1e9,
                                campaign.injected().size(),
                                campaign.planned(),
                                flows.accepted())))) {
            findings.attempt("all harm is done and mended", campaign::run);
            long rest = Math.max(start + time.toNanos() - System.nanoTime(), AFTERWARDS.toNanos());
            Thread.sleep(Duration.ofNanos(rest));
            return sampler.samples();
        }
    }

    private List<Flatness> judged(List<Sample> samples) {
        Map<String, Map<Held, List<Sample>>> lives = new LinkedHashMap<>();
        samples.forEach(sample -> lives.computeIfAbsent(sample.life(), _ -> new LinkedHashMap<>())
                .computeIfAbsent(sample.held(), _ -> new ArrayList<>())
                .add(sample));
        List<Flatness> judged = new ArrayList<>();
        lives.forEach((life, held) -> held.forEach((what, of) -> {
            double lasted = of.getLast().at() - of.getFirst().at();
            Flatness flatness = Flatness.of(life, what, of);
            if (flatness.judged() && lasted >= LIFE_PART_MIN * time.toSeconds()) {
                judged.add(flatness);
            }
        }));
        return judged;
    }

    /** For each harm how soon each flow was as fast as before. */
    private static List<SoakRecovery> recoveries(AllFlows flows, double load, List<Injected> harms, long end) {
        List<SoakRecovery> recoveries = new ArrayList<>();
        for (Injected harm : harms) {
            // What is struck again meanwhile need not recover.
            long until = harms.stream()
                    .mapToLong(Injected::from)
                    .filter(from -> from > harm.over())
                    .min()
                    .orElse(end);
            for (String flow : flows.names()) {
                recoveries.add(new SoakRecovery(
                        flow,
                        harm,
                        Steady.since(flows.acceptances(flow), load * AllFlows.perSecond(flow), harm.over(), until),
                        Duration.ofNanos(until - harm.over())));
            }
        }
        return recoveries;
    }
}
