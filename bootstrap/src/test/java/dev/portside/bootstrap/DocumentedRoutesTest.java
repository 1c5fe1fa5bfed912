package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.conformance.ApiDocument;
import dev.portside.http.Access;
import dev.portside.http.Route;
import dev.portside.http.documents.OpenApi;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The routes that are served are the operations that are described, no more and no fewer, with the same access. */
class DocumentedRoutesTest {
    private final ObjectNode document = OpenApi.document();
    private final ApiDocument api = new ApiDocument(document);

    @Test
    void everyRouteIsDescribedAndEveryOperationServed() {
        Map<String, String> served = new TreeMap<>();
        try (RunningPortside portside = RunningPortside.start()) {
            portside.routes().forEach(route -> served.put(name(route), security(route.access())));
        }
        Map<String, String> described = new TreeMap<>();
        api.operations().forEach(operation -> described.put(operation, described(operation)));
        assertThat(served).isEqualTo(described);
    }

    @Test
    void everyPathNamesItsMethods() {
        try (RunningPortside portside = RunningPortside.start()) {
            for (Route route : portside.routes()) {
                String path = route.path().replaceAll("\\{.*?}", "x");
                assertThat(portside.send("OPTIONS", path).status()).isEqualTo(204);
                assertThat(portside.send("PATCH", path).status()).isEqualTo(405);
            }
        }
    }

    private static String name(Route route) {
        return route.method().text() + " " + route.path();
    }

    /** What an operation with this access says in the document. */
    private static String security(Access access) {
        return switch (access) {
            case ALWAYS_OPEN -> "[]";
            case OPEN -> "[{},{\"bearer\":[]}]";
            case TODOS_WRITE -> "[{\"bearer\":[\"todos:write\"]}]";
            case ADMIN -> "[{\"bearer\":[\"admin\"]}]";
        };
    }

    private String described(String operation) {
        String[] parts = operation.split(" ");
        var security = api.at(api.operation(parts[0], parts[1]) + "/security");
        return (security.isMissingNode() ? document.get("security") : security).toString();
    }
}
