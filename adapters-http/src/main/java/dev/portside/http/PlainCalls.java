package dev.portside.http;

import dev.portside.application.json.Json;
import dev.portside.http.wire.FastPath;
import dev.portside.http.wire.Head;
import io.helidon.http.DateTime;
import io.helidon.webserver.CloseConnectionException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The calls of hot routes that ask for nothing but the answer: no token, no request id of their own, no end of the
 * connection. They get a ready one; all others go the ordinary way, and nobody can tell by the answer.
 */
final class PlainCalls implements FastPath {
    /** With one of these a call says more than this class understands. */
    private static final Set<String> MORE = Set.of(
            "authorization",
            "content-length",
            "expect",
            "traceparent",
            "transfer-encoding",
            "upgrade",
            RequestIds.HEADER.lowerCase());

    /** The same for calls with a body. */
    private static final Set<String> MORE_THAN_A_BODY = Set.of(
            "authorization",
            "content-encoding",
            "expect",
            "idempotency-key",
            "traceparent",
            "transfer-encoding",
            "upgrade",
            RequestIds.HEADER.lowerCase());

    private final RouteTable<Optional<Route>> hot;
    private final RouteTable<Optional<Route>> written;
    private final Gate gate;
    private final CallObserver observer;
    private final RequestIds ids;
    private final AnswerWriter writer;

    /** @param traced whether calls are traced: then those that write are not plain, since their work is followed */
    PlainCalls(
            List<Route> routes, Gate gate, CallObserver observer, boolean traced, RequestIds ids, AnswerWriter writer) {
        this.hot = table(routes, route -> route.shortcut().isPresent());
        this.written = table(routes, route -> !traced && route.plainWrite().isPresent());
        this.gate = gate;
        this.observer = observer;
        this.ids = ids;
        this.writer = writer;
    }

    private static RouteTable<Optional<Route>> table(List<Route> routes, Predicate<Route> chosen) {
        Map<String, Optional<Route>> byPath = new HashMap<>();
        routes.forEach(route ->
                byPath.merge(route.path(), Optional.of(route).filter(chosen), (one, other) -> one.or(() -> other)));
        return new RouteTable<>(byPath);
    }

    @Override
    public @Nullable Work findWork(Head head) {
        if (!head.isPost()) {
            return null;
        }
        Route route =
                written.find(head.path()).flatMap(RouteTable.Match::target).orElse(null);
        Map<String, String> fields = head.fields().orElse(null);
        return route != null && fields != null && isPlain(route, fields, MORE_THAN_A_BODY) && isJson(fields)
                ? new Writing(route, head.path())
                : null;
    }

    private static boolean isJson(Map<String, String> fields) {
        return fields.getOrDefault("content-type", Answer.JSON).equals(Answer.JSON);
    }

    @Override
    public @Nullable Reply find(Head head) {
        if (!head.isGet()) {
            return null;
        }
        RouteTable.Match<Optional<Route>> match = hot.find(head.path()).orElse(null);
        if (match == null || match.target().isEmpty()) {
            return null;
        }
        Route route = match.target().get();
        Map<String, String> fields = head.fields().orElse(null);
        if (fields == null || !isPlain(route, fields, MORE)) {
            return null;
        }
        Wishes wishes = Wishes.of(
                Optional.ofNullable(fields.get("accept-encoding")), Optional.ofNullable(fields.get("if-none-match")));
        return source(route, match.parameters(), head.query())
                .map(source -> new Ready(route, source, wishes))
                .orElse(null);
    }

    private static Optional<Shortcut.Source> source(Route route, Map<String, String> parameters, String query) {
        try {
            return route.shortcut().flatMap(shortcut -> shortcut.find(parameters, query));
        } catch (RuntimeException _) {
            // The handler finds the same fault, and its answer names it.
            return Optional.empty();
        }
    }

    private static boolean isPlain(Route route, Map<String, String> fields, Set<String> more) {
        return more.stream().noneMatch(fields::containsKey)
                && fields.getOrDefault("connection", "keep-alive").equalsIgnoreCase("keep-alive")
                && Accept.best(fields.getOrDefault("accept", "*/*"), route.mediaTypes())
                        .isPresent();
    }

    private final class Ready implements Reply {
        private final Route route;
        private final Shortcut.Source source;
        private final Wishes wishes;
        private @Nullable ReadyAnswers from;
        private @Nullable ReadyAnswer answer;
        private long started;

        Ready(Route route, Shortcut.Source source, Wishes wishes) {
            this.route = route;
            this.source = source;
            this.wishes = wishes;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // the very same answer, which costs less than comparing it
        public byte @Nullable [] next() {
            started = System.nanoTime();
            ReadyAnswers now = gate.isOpen(route.access()) && !writer.draining() ? ask() : null;
            if (now == null) {
                return null;
            }
            if (now != from || answer == null) {
                from = now;
                answer = now.to(wishes, writer);
            }
            return answer.bytes();
        }

        private @Nullable ReadyAnswers ask() {
            try {
                return source.next();
            } catch (CloseConnectionException e) {
                throw e;
            } catch (RuntimeException _) {
                // The handler runs into the same failure, and its answer says so.
                return null;
            }
        }

        @Override
        public void complete(byte[] target, int at) {
            if (answer != null) {
                answer.complete(target, at, ids);
                observer.answered(route.method().text(), route.path(), answer.status(), System.nanoTime() - started);
            }
        }
    }

    /** Calls that write, one after the other. */
    private final class Writing implements Work {
        private final Route route;
        private final String path;

        Writing(Route route, String path) {
            this.route = route;
            this.path = path;
        }

        @Override
        public byte @Nullable [] answer(byte[] body) {
            Callable<Answer> work = gate.isOpen(route.access()) && !writer.draining() ? read(body) : null;
            if (work == null) {
                return null;
            }
            long started = System.nanoTime();
            String id = ids.next();
            Answer answer = Faults.answered(route, path, id, work);
            observer.answered(route.method().text(), route.path(), answer.status(), System.nanoTime() - started);
            return writer.bytes(answer, id, DateTime.http1Bytes());
        }

        private @Nullable Callable<Answer> read(byte[] body) {
            try {
                return route.plainWrite()
                        .map(write -> write.read(Json.fields(body)))
                        .orElse(null);
            } catch (RuntimeException _) {
                // The handler finds the same fault, and its answer names it.
                return null;
            }
        }
    }
}
