package dev.portside.http;

import dev.portside.http.wire.FastPath;
import dev.portside.http.wire.Head;
import io.helidon.webserver.CloseConnectionException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private final RouteTable<Optional<Route>> hot;
    private final Gate gate;
    private final CallObserver observer;
    private final RequestIds ids;
    private final AnswerWriter writer;

    PlainCalls(List<Route> routes, Gate gate, CallObserver observer, RequestIds ids, AnswerWriter writer) {
        Map<String, Optional<Route>> byPath = new HashMap<>();
        routes.forEach(route -> byPath.merge(
                route.path(),
                Optional.of(route).filter(candidate -> candidate.shortcut().isPresent()),
                (one, other) -> one.or(() -> other)));
        this.hot = new RouteTable<>(byPath);
        this.gate = gate;
        this.observer = observer;
        this.ids = ids;
        this.writer = writer;
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
        if (fields == null || !isPlain(route, fields)) {
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

    private static boolean isPlain(Route route, Map<String, String> fields) {
        return MORE.stream().noneMatch(fields::containsKey)
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
}
