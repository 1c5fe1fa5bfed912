package dev.portside.http;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Leads each request to its route. A known path answers OPTIONS with its methods, HEAD as GET without the body, and 405 to
 * the methods that it lacks; an unknown path answers 404.
 */
final class Dispatcher implements Handler {
    /** The endpoints of one path by method; {@code others} answers every other method. */
    private record Operations(Map<String, Endpoint> byMethod, Endpoint others) {
        Endpoint of(Method method) {
            return byMethod.getOrDefault(method.text(), others);
        }
    }

    private final RouteTable<Operations> table;
    private final Endpoint unknown;

    Dispatcher(List<Route> routes, Function<Route, Endpoint> endpoint) {
        Map<String, Map<String, Endpoint>> byPath = new LinkedHashMap<>();
        for (Route route : routes) {
            Map<String, Endpoint> byMethod = byPath.computeIfAbsent(route.path(), _ -> new HashMap<>());
            if (byMethod.put(route.method().text(), endpoint.apply(route)) != null) {
                throw new IllegalStateException(route.method().text() + " " + route.path() + " is routed twice");
            }
        }
        Map<String, Operations> operations = new LinkedHashMap<>();
        byPath.forEach((path, byMethod) -> {
            Optional.ofNullable(byMethod.get("GET")).ifPresent(get -> byMethod.put("HEAD", get));
            operations.put(path, new Operations(byMethod, endpoint.apply(others(path, byMethod))));
        });
        this.table = new RouteTable<>(operations);
        this.unknown = endpoint.apply(answering("", _ -> {
            throw new ProblemException(Problem.notFound("there is nothing at this path"));
        }));
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        table.find(request.prologue().uriPath().rawPath())
                .ifPresentOrElse(
                        match -> match.target()
                                .of(request.prologue().method())
                                .handle(request, response, match.parameters()),
                        () -> unknown.handle(request, response, Map.of()));
    }

    private static Route others(String path, Map<String, Endpoint> byMethod) {
        TreeSet<String> methods = new TreeSet<>(byMethod.keySet());
        methods.add("OPTIONS");
        String allow = String.join(", ", methods);
        return answering(path, call -> {
            if (call.method().equals("OPTIONS")) {
                return Answer.noContent().header("Allow", allow);
            }
            throw new ProblemException(Problem.methodNotAllowed(allow));
        });
    }

    /** An answer of the door itself, whatever the method and the caller's {@code Accept}. */
    private static Route answering(String path, dev.portside.http.Handler handler) {
        return Route.get(path, handler).with(Access.ALWAYS_OPEN).producing();
    }
}
