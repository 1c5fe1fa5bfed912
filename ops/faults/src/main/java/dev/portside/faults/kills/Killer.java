package dev.portside.faults.kills;

import dev.portside.faults.fleet.Fleet;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.fleet.Victim;
import dev.portside.faults.load.Load;
import dev.portside.faults.load.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Kills victims as a schedule says, each when enough tasks have been accepted, and brings them back. */
public final class Killer implements Trial.Disturbance {
    private static final Duration PROGRESS_TIME_MAX = Duration.ofMinutes(3);
    private static final Duration BACK_TIME_MAX = Duration.ofSeconds(90);
    private static final Executor VIRTUAL_THREADS = task -> Thread.ofVirtual().start(task);

    private final Fleet fleet;
    private final List<Kill> schedule;
    private final Map<Kill.Target, Integer> killed = new EnumMap<>(Kill.Target.class);
    private final Map<String, CompletableFuture<Void>> returning = new HashMap<>();
    private int overlapping;

    public Killer(Fleet fleet, int kills, int tasks, long seed) {
        this.fleet = fleet;
        this.schedule = Kill.schedule(kills, tasks, fleet.instances().size(), seed);
    }

    @Override
    public void run(Load load) {
        for (Kill kill : schedule) {
            Until.holds(
                    () -> kill.afterAccepted() + " tasks are accepted, but " + load.accepted(),
                    PROGRESS_TIME_MAX,
                    () -> load.accepted() >= kill.afterAccepted() || load.ended());
            Victim victim = victim(kill);
            awaitBack(kill.overlapping() ? List.of(victim.name()) : List.copyOf(returning.keySet()));
            count(kill);
            victim.kill();
            returning.put(
                    victim.name(),
                    CompletableFuture.runAsync(
                            victim::revive,
                            CompletableFuture.delayedExecutor(
                                    kill.down().toMillis(), TimeUnit.MILLISECONDS, VIRTUAL_THREADS)));
        }
        awaitBack(List.copyOf(returning.keySet()));
    }

    private Victim victim(Kill kill) {
        return switch (kill.target()) {
            case INSTANCE -> fleet.instances().get(kill.instance());
            case INBOX -> fleet.databases().inbox();
            case MAIN -> fleet.databases().main();
        };
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

    private void count(Kill kill) {
        killed.merge(kill.target(), 1, Integer::sum);
        boolean anyDown = returning.values().stream().anyMatch(back -> !back.isDone());
        overlapping += anyDown ? 1 : 0;
    }

    /** How many kills there were so far. */
    public int kills() {
        return killed.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        killed.forEach(
                (target, times) -> parts.add(times + " of " + target.name().toLowerCase(java.util.Locale.ROOT)));
        return "%d kills (%s), %d while another was down; %d times an instance ended by itself"
                .formatted(kills(), String.join(", ", parts), overlapping, fleet.ownEnds());
    }
}
