package dev.portside.http.records;

import dev.portside.application.json.Json;
import dev.portside.application.shared.FlowRates;
import dev.portside.domain.records.InboxStats;
import dev.portside.domain.records.RecordChange;
import dev.portside.domain.records.RecordInbox;
import dev.portside.domain.tasks.TaskStatus;
import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Route;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import tools.jackson.databind.node.ObjectNode;

/** {@code /stats}. */
public final class RecordStatsRoutes {
    private static final double MILLIS_PER_SECOND = 1_000;

    private final RecordInbox inbox;
    private final FlowRates rates;
    private final int workers;
    private final int batchSizeMax;

    public RecordStatsRoutes(RecordInbox inbox, FlowRates rates, int workers, int batchSizeMax) {
        this.inbox = inbox;
        this.rates = rates;
        this.workers = workers;
        this.batchSizeMax = batchSizeMax;
    }

    public List<Route> routes() {
        return List.of(Route.get("/stats", this::stats));
    }

    private Answer stats(Call call) {
        InboxStats stats = inbox.stats();
        ObjectNode body = Json.object();
        ObjectNode tasks = body.putObject("tasks");
        putCounts(tasks.putObject("by_status"), stats::count);
        ObjectNode byKind = tasks.putObject("by_kind");
        RecordChange.KINDS.forEach(kind -> putCounts(byKind.putObject(kind), status -> stats.count(kind, status)));
        body.put("oldest_unfinished_seconds", stats.oldestUnfinished().toMillis() / MILLIS_PER_SECOND);
        body.put("workers", workers);
        body.put("batch_size", batchSizeMax);
        body.putObject("per_second")
                .put("accepted", rounded(rates.acceptedPerSecond()))
                .put("applied", rounded(rates.appliedPerSecond()))
                .put("rejected", rounded(rates.rejectedPerSecond()))
                .put("dead", rounded(rates.deadPerSecond()));
        return Answer.ok(body).header("Cache-Control", "no-store");
    }

    private static void putCounts(ObjectNode node, ToLongFunction<TaskStatus> count) {
        for (TaskStatus status : TaskStatus.values()) {
            node.put(status.name().toLowerCase(Locale.ROOT), count.applyAsLong(status));
        }
    }

    private static double rounded(double rate) {
        return Math.round(rate * MILLIS_PER_SECOND) / MILLIS_PER_SECOND;
    }
}
