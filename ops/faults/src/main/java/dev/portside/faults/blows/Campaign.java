package dev.portside.faults.blows;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.fleet.Victim;
import dev.portside.faults.fleet.WholeFleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Carries out a plan of harm, mends what it broke, and remembers what it did. */
public final class Campaign {
    /** What is broken at a time; one more waits. */
    private static final int AT_ONCE_MAX = 2;

    private static final Duration MEND_TIME_MAX = Duration.ofMinutes(4);
    private static final Duration STEP = Duration.ofMillis(5);

    /** So long after its way to the database is whole, an instance may not have noticed. */
    private static final Duration NOTICED_AFTER_MAX = Duration.ofSeconds(2);

    private final List<Target> targets;
    private final List<PlannedHarm> plan;
    private final Queue<Injected> injected = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    /** Parts that are broken now; guarded by itself. */
    private final Set<String> broken = new HashSet<>();

    private int open;

    Campaign(List<Target> targets, List<PlannedHarm> plan) {
        this.targets = targets;
        this.plan = plan;
    }

    /** Against everything there is. */
    public static Campaign against(WholeFleet fleet, Duration time, Duration between, long seed) {
        return against(fleet, Set.of(), time, between, seed);
    }

    /** @param spared processes that live on, whatever else happens */
    public static Campaign against(WholeFleet fleet, Set<Victim> spared, Duration time, Duration between, long seed) {
        List<Target> targets = Stream.concat(
                        fleet.victims().stream().map(Target.Program::new),
                        fleet.ways().stream().map(Target.Network::new))
                .map(Target.class::cast)
                .toList();
        List<Set<Harm>> harms = targets.stream()
                .map(target -> target instanceof Target.Program(Victim victim) && spared.contains(victim)
                        ? EnumSet.of(Harm.PAUSE)
                        : target.harms())
                .toList();
        return new Campaign(targets, PlannedHarm.plan(harms, time, between, seed));
    }

    /** Returns when the plan is carried out and everything is whole again, or soon after something could not be mended. */
    public void run() {
        long start = System.nanoTime();
        for (PlannedHarm planned : plan) {
            Target target = targets.get(planned.target());
            awaitTime(start + planned.at().toNanos());
            Until.holds(() -> target.name() + " is whole again", MEND_TIME_MAX, () -> begin(target));
            if (!failures.isEmpty()) {
                end(target);
                break;
            }
            strike(planned, target);
        }
        Until.holds(() -> "everything is whole again", MEND_TIME_MAX, this::isWhole);
    }

    private static void awaitTime(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, STEP.toNanos()));
        }
    }

    private boolean begin(Target target) {
        synchronized (broken) {
            boolean free = open < AT_ONCE_MAX && target.parts().stream().noneMatch(broken::contains);
            if (free) {
                open++;
                broken.addAll(target.parts());
            }
            return free;
        }
    }

    private void end(Target target) {
        synchronized (broken) {
            open--;
            broken.removeAll(target.parts());
        }
    }

    private boolean isWhole() {
        synchronized (broken) {
            return open == 0;
        }
    }

    private void strike(PlannedHarm planned, Target target) {
        long from = System.nanoTime();
        Thread.ofVirtual().start(() -> {
            try {
                target.strike(planned.harm());
                long done = System.nanoTime();
                awaitTime(done + planned.lasting().toNanos());
                target.mend(planned.harm());
                injected.add(new Injected(planned, target, from, done, System.nanoTime()));
            } catch (RuntimeException e) {
                failures.add("%s of %s: %s".formatted(planned.harm(), target.name(), e.getMessage()));
            } finally {
                end(target);
            }
        });
    }

    /** How many harms there are to be. */
    public int planned() {
        return plan.size();
    }

    /** What has been done and mended so far, in the order of its beginning. */
    public List<Injected> injected() {
        return injected.stream()
                .sorted(Comparator.comparingLong(Injected::from))
                .toList();
    }

    /** What could not be done or mended, in words. */
    public List<String> failures() {
        return new ArrayList<>(failures);
    }

    /** Why an instance could not ask the database of all that is stored at that moment, as far as is known. */
    public Optional<String> databaseLost(Instance instance, long nanos) {
        String way = Target.way(instance.name(), WholeFleet.MAIN);
        return injected.stream()
                .filter(each -> each.planned().harm().cutsOff())
                .filter(each -> each.target().parts().contains(way)
                        || each.target().parts().contains(WholeFleet.MAIN))
                .filter(each -> each.from() <= nanos && each.lastedUntil(nanos, NOTICED_AFTER_MAX))
                .findFirst()
                .map(each -> each.planned().harm() + " of " + each.target().name()
                        + (each.over() < nanos ? ", just over" : ""));
    }
}
