package dev.portside.faults.blows;

import dev.portside.faults.fleet.Until;
import dev.portside.faults.fleet.Victim;
import dev.portside.faults.load.FlowRun;
import dev.portside.faults.load.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Kills and pauses victims as a schedule says, and brings them back. */
public final class Assault implements FlowRun.Disturbance {
    private static final Duration PROGRESS_TIME_MAX = Duration.ofMinutes(3);
    private static final Duration BACK_TIME_MAX = Duration.ofSeconds(90);
    private static final Executor VIRTUAL_THREADS = task -> Thread.ofVirtual().start(task);

    private final List<? extends Victim> victims;
    private final List<Blow> schedule;
    private final Consumer<String> progress;
    private final Map<String, Integer> struck = new TreeMap<>();
    private final Map<String, CompletableFuture<Void>> returning = new HashMap<>();
    private int blows;
    private int overlapping;

    /**
     * @param victims whoever is there twice is hit twice as often
     * @param tasks how many changes clients ask for
     * @param progress is told of each blow
     */
    public Assault(
            List<? extends Victim> victims, int kills, int pauses, int tasks, long seed, Consumer<String> progress) {
        this.victims = victims;
        this.schedule = Blow.schedule(kills, pauses, tasks, victims.size(), seed);
        this.progress = progress;
    }

    /** The load waits for a blow whose time has come, so that each falls while clients are at work. */
    @Override
    public void run(Load load) {
        for (int i = 0; i < schedule.size(); i++) {
            Blow blow = schedule.get(i);
            Victim victim = victims.get(blow.victim());
            load.allow(blow.place());
            awaitBack(blow.overlapping() ? List.of(victim.name()) : List.copyOf(returning.keySet()));
            load.allow(i + 1 < schedule.size() ? schedule.get(i + 1).place() : Integer.MAX_VALUE);
            Until.holds(
                    () -> "clients are through with " + blow.place() + " tasks, but with " + load.through(),
                    PROGRESS_TIME_MAX,
                    () -> load.through() >= blow.place() || load.ended());
            count(blow, victim, load);
            returning.put(victim.name(), strike(blow, victim));
        }
        awaitBack(List.copyOf(returning.keySet()));
    }

    /** Returns at once; what it returns is done when the victim is back. */
    private static CompletableFuture<Void> strike(Blow blow, Victim victim) {
        Runnable back = switch (blow.kind()) {
            case KILL -> {
                victim.kill();
                yield victim::revive;
            }
            case PAUSE -> {
                victim.pause();
                yield victim::resume;
            }
        };
        return CompletableFuture.runAsync(
                back,
                CompletableFuture.delayedExecutor(blow.down().toMillis(), TimeUnit.MILLISECONDS, VIRTUAL_THREADS));
    }

    private void awaitBack(List<String> names) {
        for (String name : names) {
            CompletableFuture<Void> back = returning.remove(name);
            if (back != null) {
                Until.holds(() -> name + " is back", BACK_TIME_MAX, back::isDone);
                try {
                    back.join();
                } catch (CompletionException e) {
                    throw e.getCause() instanceof RuntimeException cause ? cause : e;
                }
            }
        }
    }

    private void count(Blow blow, Victim victim, Load load) {
        blows++;
        String kind = blow.kind().name().toLowerCase(Locale.ROOT);
        struck.merge(kind + " " + victim.role(), 1, Integer::sum);
        overlapping += returning.values().stream().allMatch(CompletableFuture::isDone) ? 0 : 1;
        progress.accept("blow %d of %d after %d tasks: %s %s, back after %d ms"
                .formatted(
                        blows,
                        schedule.size(),
                        load.through(),
                        kind,
                        victim.name(),
                        blow.down().toMillis()));
    }

    /** Whether the whole schedule was carried out. */
    public boolean complete() {
        return blows == schedule.size();
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        struck.forEach((what, times) -> parts.add(times + " x " + what));
        return "%d blows (%s), %d while another victim was down"
                .formatted(blows, String.join(", ", parts), overlapping);
    }
}
