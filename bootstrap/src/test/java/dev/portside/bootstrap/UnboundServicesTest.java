package dev.portside.bootstrap;

import static dev.portside.bootstrap.RunningPortside.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.RunningPortside.Reply;
import dev.portside.http.Access;
import dev.portside.http.Route;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Real backends are asked for, and some services have no binding to them yet. */
class UnboundServicesTest {
    /** The paths of these services by the beginnings that they have in common. */
    private static final Map<String, String> SERVICES = Map.ofEntries(
            Map.entry("/todos", "todos"));

    @Test
    void theirCallsAreRefusedAndAllOthersAnswered() {
        try (RunningPortside portside = RunningPortside.onPostgres(Map.of("TEST_ENDPOINTS", "true"))) {
            for (Route route : portside.routes()) {
                String path = route.path().replaceAll("\\{[^}]*}", "x");
                String role = route.access() == Access.TODOS_WRITE ? "todos:write" : "admin";
                Reply reply = portside.send(route.method().text(), path, as(role));
                SERVICES.entrySet().stream()
                        .filter(service -> path.startsWith(service.getKey()))
                        .findFirst()
                        .ifPresentOrElse(
                                service -> assertRefused(reply, service.getValue()),
                                () -> assertThat(reply.header("Retry-After"))
                                        .as(path)
                                        .isEmpty());
            }
            // The plainest call of a hot route takes a shorter way.
            assertRefused(portside.get("/todos"), "todos");
        }
    }

    private static void assertRefused(Reply reply, String service) {
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("3600");
        assertThat(reply.json().get("detail").stringValue())
                .isEqualTo("this build has no durable binding yet for " + service);
    }

    @Test
    void theyRunNothingAndTheirHealthTellsWhy() {
        try (RunningPortside portside = RunningPortside.onPostgres(Map.of("TEST_ENDPOINTS", "true"))) {
            Reply health = portside.get("/health/todos");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.json().at("/details/reason").stringValue())
                    .isEqualTo("this build has no durable binding yet for todos");
            assertThat(portside.get("/readyz").status()).isEqualTo(200);
            assertThat(portside.get("/metrics").http().body())
                    .doesNotContainPattern("portside_flow_queue_depth.*todos");
        }
    }

    @Test
    void theStartNamesThem() {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        Logger log = Logger.getLogger(Portside.class.getName());
        Handler handler = handler(lines);
        log.addHandler(handler);
        try {
            RunningPortside.start().close();
            assertThat(lines).isEmpty();
            RunningPortside.onPostgres(Map.of("TEST_ENDPOINTS", "true")).close();
            assertThat(lines)
                    .containsExactly("this build has no durable binding yet for todos: their calls answer 503");
        } finally {
            log.removeHandler(handler);
        }
    }

    private static Handler handler(List<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord event) {
                lines.add(event.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
