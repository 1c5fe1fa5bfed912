package dev.portside.http.deadletters;

import dev.portside.application.deadletters.RequeueDeadLetters;
import dev.portside.application.deadletters.RequeueDeadLetters.Requeued;
import dev.portside.application.json.Json;
import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Source;
import dev.portside.http.Access;
import dev.portside.http.Answer;
import dev.portside.http.Audit;
import dev.portside.http.Call;
import dev.portside.http.Problem;
import dev.portside.http.ProblemException;
import dev.portside.http.Route;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/dead-letters}: list, read, requeue, discard. */
public final class DeadLetterRoutes {
    private static final String PATH = "/api/dead-letters";
    private static final int LIMIT_PRESET = 100;

    private final DeadLetters letters;
    private final RequeueDeadLetters requeue;

    public DeadLetterRoutes(DeadLetters letters, RequeueDeadLetters requeue) {
        this.letters = letters;
        this.requeue = requeue;
    }

    public List<Route> routes() {
        return Stream.of(
                        Route.get(PATH, this::page),
                        Route.post(PATH + "/requeue", this::requeueMany),
                        Route.get(PATH + "/{id}", this::letter),
                        Route.delete(PATH + "/{id}", this::discard),
                        Route.post(PATH + "/{id}/requeue", this::requeueOne))
                .map(route -> route.with(Access.ADMIN))
                .toList();
    }

    private Answer page(Call call) {
        Optional<Source> source = call.query("source", DeadLetterFilter::source);
        Optional<String> after = call.query("after", DeadLetterFilter::id);
        int limit = call.queryWhole("limit", LIMIT_PRESET, 1, DeadLetters.PAGE_SIZE_MAX);
        List<DeadLetter> page = letters.page(source, after, limit);
        ArrayNode body = Json.array();
        page.forEach(letter -> body.add(summary(letter)));
        Answer answer = Answer.ok(body);
        boolean more = page.size() == limit
                && !letters.page(source, Optional.of(page.getLast().id()), 1).isEmpty();
        return more ? answer.header("Link", next(source, page.getLast().id(), limit)) : answer;
    }

    private static String next(Optional<Source> source, String last, int limit) {
        return "<" + PATH + "?limit=" + limit
                + source.map(one -> "&source=" + DeadLetterFilter.word(one)).orElse("")
                + "&after=" + URLEncoder.encode(last, StandardCharsets.UTF_8) + ">; rel=\"next\"";
    }

    private Answer letter(Call call) {
        DeadLetter letter =
                letters.find(call.pathParameter("id", DeadLetterFilter::id)).orElseThrow(DeadLetterRoutes::unknown);
        return Answer.ok(summary(letter).put("payload", letter.payload()))
                .etag(letter.lastFailureAt().toEpochMilli() + "-" + letter.attempts());
    }

    private Answer requeueOne(Call call) {
        DeadLetter letter =
                requeue.requeue(call.pathParameter("id", DeadLetterFilter::id)).orElseThrow(DeadLetterRoutes::unknown);
        Audit.done(call, "requeued 1 dead letter of " + DeadLetterFilter.word(letter.source()) + ", " + letter.id());
        return Answer.ok(Json.object()
                .put("id", letter.id())
                .put("source", DeadLetterFilter.word(letter.source()))
                .put("status", "requeued"));
    }

    private Answer discard(Call call) {
        String id = call.pathParameter("id", DeadLetterFilter::id);
        if (!letters.remove(id)) {
            throw unknown();
        }
        Audit.done(call, "discarded 1 dead letter, " + id);
        return Answer.noContent();
    }

    private Answer requeueMany(Call call) {
        DeadLetterFilter filter = DeadLetterFilter.read(call.json());
        Optional<List<DeadLetter>> chosen = filter.ids().map(ids -> chosen(ids, filter));
        long matched = chosen.map(list -> (long) list.size()).orElseGet(() -> letters.count(filter.source()));
        Requeued done = new Requeued(0, 0);
        if (!filter.dryRun()) {
            done = chosen.map(requeue::requeue).orElseGet(() -> requeue.requeue(filter.source(), filter.limit()));
            Audit.done(
                    call,
                    "requeued " + done.requeued() + " dead letters of " + filter + ", " + done.failed() + " failed");
        }
        return Answer.ok(Json.object()
                .put("dry_run", filter.dryRun())
                .put("matched", matched)
                .put("requeued", done.requeued())
                .put("failed", done.failed()));
    }

    /** The letters with these ids that match, oldest first. */
    private List<DeadLetter> chosen(List<String> ids, DeadLetterFilter filter) {
        return ids.stream()
                .distinct()
                .sorted()
                .flatMap(id -> letters.find(id).stream())
                .filter(letter -> filter.source().map(letter.source()::equals).orElse(true))
                .limit(filter.limit())
                .toList();
    }

    private static ObjectNode summary(DeadLetter letter) {
        return Json.object()
                .put("id", letter.id())
                .put("source", DeadLetterFilter.word(letter.source()))
                .put("origin", letter.origin())
                .put("error", letter.error())
                .put("attempts", letter.attempts())
                .put("first_failure_at", letter.firstFailureAt().toString())
                .put("last_failure_at", letter.lastFailureAt().toString())
                .put("traceparent", letter.traceparent().orElse(null));
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.notFound("there is no dead letter with this id"));
    }
}
