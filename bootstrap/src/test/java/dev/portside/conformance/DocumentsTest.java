package dev.portside.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.application.products.ProductEventJson;
import dev.portside.bootstrap.RunningPortside;
import dev.portside.bootstrap.RunningPortside.Reply;
import dev.portside.domain.products.ProductEvent;
import dev.portside.kafka.memory.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The documents are whole, and the messages that Portside makes are as AsyncAPI describes them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentsTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(/[^\"#]*)\"|from \"\\./([^\"]+)\"");

    private RunningPortside portside;
    private JsonNode openApi;
    private JsonNode asyncApi;

    @BeforeAll
    void start() {
        portside = RunningPortside.start();
        openApi = portside.get("/openapi").json();
        asyncApi = portside.get("/asyncapi").json();
    }

    @AfterAll
    void stop() {
        portside.close();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(References.broken(openApi)).isEmpty();
        assertThat(References.broken(asyncApi)).isEmpty();
        JsonNode planted = JSON.readTree("{\"a\":[{\"$ref\":\"#/b\"},{\"$ref\":\"else.json\"},{\"$ref\":\"#/a/0\"}]}");
        assertThat(References.broken(planted)).containsExactly("#/b", "else.json");
    }

    @Test
    void theDocumentsSayWhichStandardTheyFollow() {
        assertThat(openApi.get("openapi").stringValue()).startsWith("3.1.");
        assertThat(asyncApi.get("asyncapi").stringValue()).startsWith("3.0.");
        assertThat(openApi.get("tags").valueStream().map(tag -> tag.get("name").stringValue()))
                .doesNotHaveDuplicates()
                .containsAll(openApi.get("paths")
                        .valueStream()
                        .flatMap(JsonNode::valueStream)
                        .flatMap(operation -> operation.get("tags").valueStream())
                        .map(JsonNode::stringValue)
                        .toList());
        assertThat(openApi.findValuesAsString("operationId")).doesNotHaveDuplicates();
    }

    @Test
    void userEventsAreAsDescribed() {
        portside.post("/api/users", "{\"email\":\"ada@example.com\",\"name\":\"Ada\"}");
        await().until(() -> !portside.userEvents().isEmpty());
        TopicRecord record = portside.userEvents().getFirst();
        assertThat(faults("UserEvent", "headers", JSON.writeValueAsString(record.headers())))
                .isEmpty();
        assertThat(faults("UserEvent", "payload", new String(record.value(), StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void productEventsAreAsDescribed() {
        String message =
                "{\"event_id\":\"0197c5b2-6f5e-7c3a-9d2b-3f1e5a7c9b11\",\"product_id\":\"p\",\"price\":1.50,\"stock\":3}";
        assertThat(faults("ProductEvent", "payload", message)).isEmpty();
        ProductEvent event = ProductEventJson.read(message);
        assertThat(faults("ProductEvent", "payload", ProductEventJson.text(event)))
                .isEmpty();
        assertThat(faults("ProductEvent", "payload", message.replace("3}", "-3}")))
                .isNotEmpty();
    }

    private List<String> faults(String message, String part, String json) {
        String at = "/components/messages/" + message + "/" + part;
        ApiDocument document = new ApiDocument(asyncApi);
        assertThat(document.at(at).isMissingNode()).isFalse();
        return document.faults(at, json);
    }

    @Test
    void thePageLoadsNothingThatIsNotThere() {
        Reply page = portside.get("/docs");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.http().body()).doesNotContain("http://", "https://", " style=", " onclick=");
        List<String> files = LINK.matcher(page.http().body())
                .results()
                .map(link -> link.group(1))
                .distinct()
                .toList();
        assertThat(files).contains("/docs/main.js", "/docs/page.css");
        for (String file : files) {
            Reply reply = portside.get(file);
            assertThat(reply.status()).as(file).isEqualTo(200);
            LINK.matcher(reply.http().body())
                    .results()
                    .map(link -> link.group(2))
                    .forEach(imported -> {
                        if (imported != null) {
                            assertThat(portside.get("/docs/" + imported).status())
                                    .as(imported)
                                    .isEqualTo(200);
                        }
                    });
        }
        assertThat(portside.get("/docs/index.html").status()).isEqualTo(404);
    }
}
