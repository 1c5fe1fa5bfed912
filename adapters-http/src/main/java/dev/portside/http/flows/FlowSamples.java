package dev.portside.http.flows;

import dev.portside.application.json.Json;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.shared.Unavailable;
import dev.portside.http.SharedCheck;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks at all flows at once. What cannot be told within {@link #TIME_MAX}, because its backend is away, is null, and holds
 * up nothing else.
 */
public final class FlowSamples {
    static final Duration TIME_MAX = Duration.ofSeconds(1);

    private static final double MILLIS_PER_SECOND = 1000;

    private record Looked(Flow flow, SharedCheck<Optional<Flow.Waiting>> waiting) {}

    private final List<Looked> flows;
    private final SharedCheck<Optional<Map<Source, Long>>> deadLetters;
    private final InstantSource clock;

    /** @param flows in the order in which they are shown */
    public FlowSamples(List<Flow> flows, DeadLetters deadLetters, InstantSource clock) {
        this.flows = flows.stream()
                .map(flow -> new Looked(flow, new SharedCheck<>(flow.name(), flow.waiting(), _ -> Optional.empty())))
                .toList();
        this.deadLetters = new SharedCheck<>("dead letters", () -> counted(deadLetters), _ -> Optional.empty());
        this.clock = clock;
    }

    private static Optional<Map<Source, Long>> counted(DeadLetters letters) {
        Map<Source, Long> counts = new EnumMap<>(Source.class);
        try {
            for (Source source : Source.values()) {
                counts.put(source, letters.count(Optional.of(source)));
            }
            return Optional.of(counts);
        } catch (Unavailable _) {
            return Optional.empty();
        }
    }

    ObjectNode sample() throws InterruptedException {
        CompletableFuture<Optional<Map<Source, Long>>> counts = deadLetters.start();
        List<CompletableFuture<Optional<Flow.Waiting>>> waiting = new ArrayList<>();
        flows.forEach(each -> waiting.add(each.waiting.start()));
        long deadline = System.nanoTime() + TIME_MAX.toNanos();
        ObjectNode sample = Json.object().put("at", clock.instant().toString());
        ArrayNode list = sample.putArray("flows");
        for (int i = 0; i < flows.size(); i++) {
            Looked each = flows.get(i);
            list.add(json(each.flow, each.waiting.result(waiting.get(i), left(deadline))));
        }
        Optional<Map<Source, Long>> dead = deadLetters.result(counts, left(deadline));
        ObjectNode bySource = Json.object();
        dead.ifPresent(known ->
                known.forEach((source, count) -> bySource.put(source.name().toLowerCase(Locale.ROOT), count)));
        sample.set("dead_letters", dead.isPresent() ? bySource : null);
        return sample;
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    private static ObjectNode json(Flow flow, Optional<Flow.Waiting> waiting) {
        Flow.Totals totals = flow.totals().get();
        return Json.object()
                .put("name", flow.name())
                .put("accepted", totals.accepted())
                .put("applied", totals.applied())
                .put("rejected", totals.rejected())
                .put("dead", totals.dead())
                .put("waiting", waiting.map(Flow.Waiting::entries).orElse(null))
                .put(
                        "oldest_seconds",
                        waiting.flatMap(Flow.Waiting::oldest)
                                .map(age -> age.toMillis() / MILLIS_PER_SECOND)
                                .orElse(null));
    }
}
