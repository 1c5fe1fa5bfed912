package dev.portside.http.deadletters;

import dev.portside.application.deadletters.RequeueDeadLetters;
import dev.portside.application.json.Json;
import dev.portside.application.json.JsonFields;
import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.Texts;
import dev.portside.http.Access;
import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Problem;
import dev.portside.http.ProblemException;
import dev.portside.http.Route;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/dead-letters}: list, read, requeue, discard. */
public final class DeadLetterRoutes {
    private static final String PATH = "/api/dead-letters";
    private static final int LIMIT_PRESET = 100;
    private static final int ID_LENGTH_MAX = 255;

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
        Optional<Source> source = call.query("source", DeadLetterRoutes::source);
        Optional<String> after = call.query("after", DeadLetterRoutes::id);
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
                + source.map(one -> "&source=" + word(one)).orElse("")
                + "&after=" + URLEncoder.encode(last, StandardCharsets.UTF_8) + ">; rel=\"next\"";
    }

    private Answer letter(Call call) {
        DeadLetter letter =
                letters.find(call.pathParameter("id", DeadLetterRoutes::id)).orElseThrow(DeadLetterRoutes::unknown);
        return Answer.ok(summary(letter).put("payload", letter.payload()))
                .etag(letter.lastFailureAt().toEpochMilli() + "-" + letter.attempts());
    }

    private Answer requeueOne(Call call) {
        DeadLetter letter =
                requeue.requeue(call.pathParameter("id", DeadLetterRoutes::id)).orElseThrow(DeadLetterRoutes::unknown);
        return Answer.ok(Json.object()
                .put("id", letter.id())
                .put("source", word(letter.source()))
                .put("status", "requeued"));
    }

    private Answer discard(Call call) {
        if (!letters.remove(call.pathParameter("id", DeadLetterRoutes::id))) {
            throw unknown();
        }
        return Answer.noContent();
    }

    private Answer requeueMany(Call call) {
        JsonFields in = call.json();
        Supplier<Optional<Source>> source = in.optionalText("source", DeadLetterRoutes::source);
        Supplier<Optional<Long>> limit = in.optional("limit", name -> in.whole(name, 1, DeadLetters.PAGE_SIZE_MAX));
        Supplier<Optional<Boolean>> dryRun = in.optionalFlag("dry_run");
        return in.build(() -> requeueMany(
                source.get(),
                Math.toIntExact(limit.get().orElse((long) DeadLetters.PAGE_SIZE_MAX)),
                dryRun.get().orElse(false)));
    }

    private Answer requeueMany(Optional<Source> source, int limit, boolean dryRun) {
        long matched = letters.count(source);
        RequeueDeadLetters.Requeued done =
                dryRun ? new RequeueDeadLetters.Requeued(0, 0) : requeue.requeue(source, limit);
        return Answer.ok(Json.object()
                .put("dry_run", dryRun)
                .put("matched", matched)
                .put("requeued", done.requeued())
                .put("failed", done.failed()));
    }

    private static ObjectNode summary(DeadLetter letter) {
        return Json.object()
                .put("id", letter.id())
                .put("source", word(letter.source()))
                .put("origin", letter.origin())
                .put("error", letter.error())
                .put("attempts", letter.attempts())
                .put("first_failure_at", letter.firstFailureAt().toString())
                .put("last_failure_at", letter.lastFailureAt().toString())
                .put("traceparent", letter.traceparent().orElse(null));
    }

    private static String id(String text) {
        return Texts.bounded(text, 1, ID_LENGTH_MAX);
    }

    private static Source source(String text) {
        return Arrays.stream(Source.values())
                .filter(source -> word(source).equals(text))
                .findFirst()
                .orElseThrow(() -> new Invalid("must be one of "
                        + Arrays.stream(Source.values())
                                .map(DeadLetterRoutes::word)
                                .collect(Collectors.joining(", "))));
    }

    private static String word(Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.notFound("there is no dead letter with this id"));
    }
}
