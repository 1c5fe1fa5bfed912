package dev.portside.faults.together;

import dev.portside.faults.blows.Campaign;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.fleet.WholeFleet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** All flows at once, harm to everything by and by, and the judgement of all of it. */
public final class Together {
    /** So long after the last harm every flow must have gone on. */
    private static final Duration LAST_RECOVERY_MAX = Duration.ofSeconds(60);

    private final WholeFleet fleet;
    private final TogetherPlan plan;
    private final Consumer<String> progress;
    private final Campaign campaign;
    private final Findings findings = new Findings();
    private final long start = System.nanoTime();

    private Together(WholeFleet fleet, TogetherPlan plan, Consumer<String> progress) {
        this.fleet = fleet;
        this.plan = plan;
        this.progress = progress;
        this.campaign = Campaign.against(fleet, plan.time(), plan.between(), plan.seed());
    }

    /**
     * The fleet must be ready and fresh.
     *
     * @param progress is told how it goes on, every few seconds
     */
    public static TogetherReport run(WholeFleet fleet, TogetherPlan plan, Consumer<String> progress)
            throws InterruptedException {
        return new Together(fleet, plan, progress).run();
    }

    private TogetherReport run() throws InterruptedException {
        Instant started = Instant.now();
        try (AllFlows flows = AllFlows.start(fleet, campaign, plan.seed());
                EffectWatch effects = new EffectWatch(flows, fleet.database())) {
            flows.load(plan.load());
            try (Ticker _ = new Ticker(() -> progress.accept(line(flows)))) {
                findings.attempt("all harm is done and mended", campaign::run);
                long over = System.nanoTime();
                findings.attempt("every flow goes on", () -> awaitProgress(flows, effects, over));
            }
            progress.accept("the harm is over; what is under way is brought to its end");
            flows.end(findings);
            findings.attempt("every instance is ready", fleet::awaitReady);
            List<FlowResult> results = flows.judge(campaign.injected(), effects, findings, progress);
            findings.addAll(campaign.failures());
            return new TogetherReport(
                    plan,
                    started,
                    Duration.ofNanos(System.nanoTime() - start),
                    campaign.planned(),
                    new Timeline(start, campaign.injected()),
                    fleet.ownEnds(),
                    results,
                    findings.all());
        }
    }

    private static void awaitProgress(AllFlows flows, EffectWatch effects, long since) {
        Until.holds(
                () -> "every flow goes on, but " + standing(flows, effects, since),
                LAST_RECOVERY_MAX,
                () -> standing(flows, effects, since).isEmpty());
    }

    /** Flows that accepted nothing, or had no effect, since then. */
    private static List<String> standing(AllFlows flows, EffectWatch effects, long since) {
        return flows.names().stream()
                .filter(flow -> effects.moments(flow).ceiling(since) == null
                        || flows.acceptances(flow).ceiling(since) == null)
                .toList();
    }

    private String line(AllFlows flows) {
        return "%4.0f s, %d of %d harms; accepted: %s"
                .formatted(
                        (System.nanoTime() - start) / 1e9,
                        campaign.injected().size(),
                        campaign.planned(),
                        flows.accepted());
    }
}
