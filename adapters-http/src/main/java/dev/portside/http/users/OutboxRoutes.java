package dev.portside.http.users;

import dev.portside.application.json.Json;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.users.OutboxEntry;
import dev.portside.domain.users.OutboxStats;
import dev.portside.domain.users.UserOutbox;
import dev.portside.http.Access;
import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Route;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /api/outbox}: how far the events of users are. */
public final class OutboxRoutes {
    private static final int NEWEST_PRESET = 50;
    private static final double MILLIS_PER_SECOND = 1000;

    private final UserOutbox outbox;
    private final DeadLetters deadLetters;

    public OutboxRoutes(UserOutbox outbox, DeadLetters deadLetters) {
        this.outbox = outbox;
        this.deadLetters = deadLetters;
    }

    public List<Route> routes() {
        return List.of(Route.get("/api/outbox", this::outbox).with(Access.ADMIN));
    }

    private Answer outbox(Call call) {
        int newest = call.queryWhole("newest", NEWEST_PRESET, 1, UserOutbox.PAGE_SIZE_MAX);
        OutboxStats stats = outbox.stats();
        ObjectNode body = Json.object()
                .put("unsent", stats.unsent())
                .put("oldest_unsent_seconds", stats.oldestUnsent().toMillis() / MILLIS_PER_SECOND)
                .put("dead", deadLetters.count(Optional.of(Source.USERS)));
        ArrayNode entries = body.putArray("newest");
        outbox.newest(newest).forEach(entry -> entries.add(json(entry)));
        return Answer.ok(body);
    }

    private static ObjectNode json(OutboxEntry entry) {
        return Json.object()
                .put("event_id", entry.event().id().text())
                .put("type", entry.event().type().topicName())
                .put("user_id", entry.event().user().id().text())
                .put("occurred_at", entry.event().occurredAt().toString())
                .put("state", entry.state().name().toLowerCase(Locale.ROOT));
    }
}
