package dev.portside.owasp;

import static dev.portside.bootstrap.RunningPortside.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.RunningPortside;
import dev.portside.bootstrap.RunningPortside.Reply;
import dev.portside.http.Access;
import dev.portside.http.Route;
import dev.portside.owasp.Caller.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The list of 2023, point by point, each with the names of the tests that look closer at a part of it. Every answer that a
 * {@link RunningPortside} gets is compared with the OpenAPI document besides, which allows no member that it does not name
 * and no problem that speaks of the inside.
 */
class OwaspApiTest {
    private static RunningPortside portside;
    private static Caller caller;

    @BeforeAll
    static void start() {
        portside = RunningPortside.start();
        caller = new Caller(portside);
    }

    @AfterAll
    static void stop() {
        portside.close();
    }

    private static List<Route> routes(Access access) {
        return portside.routes().stream()
                .filter(route -> route.access() == access)
                .toList();
    }

    /** Things here belong to all callers alike, so that there is nothing to hide of what exists; keys belong to one. */
    @Nested
    class Api1BrokenObjectLevelAuthorization {
        @ParameterizedTest
        @ValueSource(strings = {"x", "0", "-1", "..%2F..%2Fetc%2Fpasswd", "%00", "x%27%20OR%201=1--", "%7B%7D"})
        void whatDoesNotExistIsNotFoundHoweverItIsCalled(String id) {
            for (Route route : portside.routes()) {
                if (route.method().text().equals("GET") && route.path().contains("{")) {
                    String path = route.path().replaceAll("\\{.*?}", id);
                    // A prefix of plans is any text, and a path that names U+0000 cannot be read.
                    boolean anyText = route.path().startsWith("/api/bucket/plans/");
                    assertThat(caller.call("GET", path, "", as("admin")).status())
                            .as(path)
                            .isIn(anyText ? Set.of(200, 400, 404) : Set.of(400, 404));
                }
            }
        }

        @Test
        void anIdempotencyKeyIsItsCallersOwn() {
            String[] key = {"Idempotency-Key", "shared"};
            Reply anonymous = portside.post("/insert", "{\"id\":\"mine\",\"value\":1}", key);
            Reply named = portside.post("/insert", "{\"id\":\"yours\",\"value\":2}", as("admin", key));
            assertThat(named.status()).isEqualTo(202);
            assertThat(named.header("Location")).isNotEqualTo(anonymous.header("Location"));
            assertThat(portside.post("/insert", "{\"id\":\"mine\",\"value\":1}", key)
                            .header("Location"))
                    .isEqualTo(anonymous.header("Location"));
        }

        /** A task of a log is named by where it stands there, and signed: nobody counts through them. */
        @Test
        void theNextTaskCannotBeGuessed() {
            String location = portside.post("/api/v1/events", "{\"product_id\":\"p\",\"price\":1,\"stock\":1}")
                    .header("Location");
            char last = location.charAt(location.length() - 1);
            for (char other : "0123456789abcdefABCDEF-_".toCharArray()) {
                if (other != last) {
                    String guess = location.substring(0, location.length() - 1) + other;
                    assertThat(portside.get(guess).status()).as(guess).isEqualTo(404);
                }
            }
        }
    }

    /** Closer: {@code TokenAttacksTest}, {@code PublishedKeysTest}, {@code TokenGateTest}, {@link EveryCallNeedsATokenTest}. */
    @Nested
    class Api2BrokenAuthentication {
        @Test
        void whatHasARoleNeedsATokenAndSaysSo() {
            for (Access access : List.of(Access.ADMIN, Access.TODOS_WRITE)) {
                for (Route route : routes(access)) {
                    Answer answer = caller.call(route);
                    assertThat(answer.status()).as(route.path()).isEqualTo(401);
                    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"portside\"");
                }
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"alg\":\"none\"}",
                    "{\"alg\":\"HS256\"}",
                    "{\"alg\":\"HS256\",\"kid\":\"../../../dev/null\"}",
                    "{\"alg\":\"RS256\",\"jku\":\"http://127.0.0.1:1/keys\"}"
                })
        void aForgedTokenIsRefusedWhereNoneIsNeeded(String header) {
            String[] forged = {"Authorization", "Bearer " + forged(header)};
            for (String path : List.of("/todos?limit=1", "/get?id=x", "/api/orders", "/api/events")) {
                Answer answer = caller.call("GET", path, "", forged);
                assertThat(answer.status()).as(path).isEqualTo(401);
                assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
            }
        }
    }

    private static String forged(String header) {
        String claims = "{\"sub\":\"me\",\"roles\":[\"admin\"],\"exp\":4000000000}";
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + '.'
                + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + '.'
                + base64.encodeToString(new byte[32]);
    }

    /** Members that a caller does not set are not read, and none is shown that is not described. */
    @Nested
    class Api3BrokenObjectPropertyLevelAuthorization {
        private static final String PLANTED = ",\"id\":\"00000000-0000-7000-8000-000000000000\",\"role\":\"admin\","
                + "\"created_at\":\"2000-01-01T00:00:00Z\",\"updated_at\":\"2000-01-01T00:00:00Z\",\"version\":31415926535}";

        @Test
        void aUserIsWhatItsFieldsSayAndNothingElse() {
            Reply made = portside.post("/api/users", "{\"email\":\"mass@example.com\",\"name\":\"Ann\"" + PLANTED);
            assertThat(made.status()).isEqualTo(201);
            unplanted(made);
            Reply changed =
                    portside.put(made.header("Location"), "{\"email\":\"mass@example.com\",\"name\":\"Bob\"" + PLANTED);
            assertThat(changed.json().get("id")).isEqualTo(made.json().get("id"));
            unplanted(changed);
            unplanted(portside.get(made.header("Location")));
        }

        @Test
        void aTodoIsWhatItsFieldsSayAndNothingElse() {
            Reply made = portside.post("/todos", "{\"title\":\"Sail\"" + PLANTED, as("todos:write"));
            assertThat(made.status()).isEqualTo(202);
            applied(made);
            unplanted(portside.get("/todos/" + made.json().get("id").stringValue()));
        }

        @Test
        void aRecordsVersionAndTimesAreNotTheCallers() {
            applied(
                    portside.post(
                            "/insert",
                            "{\"id\":\"mass\",\"value\":1,\"version\":77,\"created_at\":\"2000-01-01T00:00:00Z\",\"task_id\":\"x\"}"));
            Reply record = portside.get("/get?id=mass");
            assertThat(record.json().get("version").intValue()).isEqualTo(1);
            unplanted(record);
        }

        @Test
        void anEventsIdIsNotTheCallers() {
            Reply event = portside.post(
                    "/api/v1/events", "{\"product_id\":\"mass\",\"price\":1,\"stock\":1,\"event_id\":\"mine\"}");
            assertThat(event.json().get("event_id").stringValue()).isNotEqualTo("mine");
            applied(event);
            assertThat(portside.get("/api/v1/products/mass").json().propertyNames())
                    .containsExactly("id", "price", "stock");
        }

        private static void unplanted(Reply thing) {
            assertThat(thing.http().body())
                    .doesNotContain("2000-01-01", "00000000-0000-7000-8000-000000000000", "31415926535", "admin");
        }

        private static void applied(Reply accepted) {
            assertThat(accepted.status()).isEqualTo(202);
            JsonNode task = portside.get(accepted.header("Location"), "Prefer", "wait=30")
                    .json();
            assertThat(task.get("status").stringValue()).isEqualTo("applied");
        }
    }

    /** Closer: {@code SlowRequestsTest}, {@code MalformedRequestsTest}, {@code RateLimitGuardTest}. */
    @Nested
    class Api4UnrestrictedResourceConsumption {
        @Test
        void pagesAreBounded() {
            for (Route route : portside.routes()) {
                String path = Caller.path(route);
                boolean paged =
                        Set.of("/todos", "/api/orders", "/api/dead-letters").contains(path);
                if (paged && route.method().text().equals("GET")) {
                    for (String limit : List.of("0", "-1", "1001", "1000000000", "99999999999", "x")) {
                        assertThat(portside.get(path + "?limit=" + limit, as("admin"))
                                        .status())
                                .as(path + " " + limit)
                                .isEqualTo(400);
                    }
                }
            }
        }

        @Test
        void bodiesAreBoundedInLengthDepthAndDigits() {
            String member = "{\"id\":\"bounds\",\"value\":%s}";
            assertThat(portside.post("/insert", member.formatted("\"" + "x".repeat(1 << 20) + "\""))
                            .status())
                    .isEqualTo(413);
            for (String value : List.of(
                    "[".repeat(65) + "]".repeat(65),
                    "[".repeat(100_000),
                    "9".repeat(1_001),
                    "{\"" + "n".repeat(1_001) + "\":1}")) {
                assertThat(portside.post("/insert", member.formatted(value)).status())
                        .as(value.substring(0, 20))
                        .isEqualTo(400);
            }
        }

        /** Written out, each of them has a billion digits. */
        @Test
        void aNumberWithAHugeExponentIsNeverWrittenOut() {
            for (String number : List.of("1e999999999", "1e-999999999", "-1e2147483647")) {
                assertThat(portside.post(
                                        "/api/v1/events",
                                        "{\"product_id\":\"p\",\"price\":%1$s,\"stock\":%1$s}".formatted(number))
                                .status())
                        .as(number)
                        .isEqualTo(400);
                assertThat(portside.post("/api/bucket/consume?key=k&tokens=" + number, "")
                                .status())
                        .isEqualTo(400);
                int status = portside.post("/insert", "{\"id\":\"huge\",\"value\":" + number + "}")
                        .status();
                assertThat(status).isIn(202, 400);
            }
        }

        @Test
        void manyAtOnceAreBounded() {
            String one = "{\"key\":\"k\",\"tokens\":1}";
            String many = "{\"mode\":\"independent\",\"requests\":[" + (one + ",").repeat(1_000) + one + "]}";
            assertThat(portside.post("/api/bucket/bulk-consume", many).status()).isEqualTo(400);
        }

        @Test
        void aWaitIsBounded() {
            Reply accepted = portside.post("/insert", "{\"id\":\"waited\",\"value\":1}");
            Reply waited = portside.get(accepted.header("Location"), "Prefer", "wait=999999");
            assertThat(waited.header("Preference-Applied")).isEqualTo("wait=30");
        }
    }

    @Nested
    class Api5BrokenFunctionLevelAuthorization {
        @Test
        void aRoleOpensItsOwnCallsAlone() {
            Map<Access, String> others = Map.of(Access.ADMIN, "todos:write", Access.TODOS_WRITE, "admin");
            others.forEach((access, other) -> {
                assertThat(routes(access)).isNotEmpty();
                for (Route route : routes(access)) {
                    Answer answer = caller.call(route, as(other));
                    assertThat(answer.status()).as(route.path()).isEqualTo(403);
                    assertThat(answer.header("WWW-Authenticate"))
                            .contains(
                                    "error=\"insufficient_scope\"",
                                    access.role().orElseThrow());
                }
            });
        }

        @Test
        void noOtherSpellingLeadsAroundTheGate() {
            for (String path : List.of(
                    "/API/dead-letters",
                    "/api/dead-letters/",
                    "//api/dead-letters",
                    "/api//dead-letters",
                    "/api/./dead-letters",
                    "/health/../api/dead-letters",
                    "/api/%64ead-letters",
                    "/api/dead-letters;a=b",
                    "/api/dead-letters%2F",
                    "/debug/jfr/?seconds=1")) {
                assertThat(caller.call("GET", path, "").status()).as(path).isIn(400, 401, 404);
            }
        }

        @Test
        void noHeaderMakesACallAnotherOne() {
            for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
                assertThat(caller.call("GET", "/todos/x", "", header, "DELETE").status())
                        .isEqualTo(404);
            }
            for (String header : List.of("X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Path")) {
                assertThat(caller.call("GET", "/livez", "", header, "/api/dead-letters")
                                .body())
                        .contains("alive");
                assertThat(caller.call("GET", "/api/dead-letters", "", header, "/livez")
                                .status())
                        .isEqualTo(401);
            }
        }

        @Test
        void headAsksForNoLessThanGet() {
            assertThat(caller.call("HEAD", "/api/dead-letters", "").status()).isEqualTo(401);
            assertThat(caller.call("HEAD", "/debug/jfr?seconds=1", "").status()).isEqualTo(401);
        }
    }

    /** Closer: {@code RateLimitGuardTest} for how often, {@code RecordsStoryTest} and others for repeats. */
    @Nested
    class Api6UnrestrictedAccessToSensitiveBusinessFlows {
        @Test
        void whatExistsForTestsIsNotThereUnlessItIsAskedFor() {
            try (RunningPortside sober = RunningPortside.start(Map.of("TEST_ENDPOINTS", "false"))) {
                for (Route route : portside.routes()) {
                    if (route.path().startsWith("/api/test/")) {
                        assertThat(new Caller(sober).call(route, as("admin")).status())
                                .as(route.path())
                                .isEqualTo(404);
                    }
                }
            }
        }
    }

    @Nested
    class Api7ServerSideRequestForgery {
        @Test
        void nothingThatATokenOrACallNamesIsFetched() throws IOException {
            try (ServerSocket elsewhere = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
                String url = "http://127.0.0.1:" + elsewhere.getLocalPort() + "/keys";
                for (String header : List.of("jku", "x5u", "kid", "iss")) {
                    String json = "{\"alg\":\"RS256\",\"" + header + "\":\"" + url + "\"}";
                    assertThat(portside.get("/api/dead-letters", "Authorization", "Bearer " + forged(json))
                                    .status())
                            .isEqualTo(401);
                }
                assertThat(caller.call("GET", "/get?id=" + url, "", "Referer", url, "Forwarded", "host=" + url)
                                .status())
                        .isEqualTo(404);
                // Whoever had asked would wait to be accepted.
                elsewhere.setSoTimeout(1);
                assertThatThrownBy(elsewhere::accept).isInstanceOf(SocketTimeoutException.class);
            }
        }
    }

    /** Closer: {@code PageTest} for what browsers load, {@code MalformedRequestsTest} for what cannot be read. */
    @Nested
    class Api8SecurityMisconfiguration {
        private static final List<String> UNKNOWN = List.of("GET /nothing", "PATCH /todos", "TRACE /todos", "BREW /");

        @Test
        void everyAnswerTellsBrowsersToTrustNothingAndNobodyWhatServes() {
            String[] origin = {"Origin", "https://elsewhere.example"};
            for (Route route : portside.routes()) {
                sober(caller.call(route, origin));
                sober(caller.call(route, as("admin", origin)));
                sober(caller.call(
                        "OPTIONS",
                        Caller.path(route),
                        "",
                        "Origin",
                        "https://elsewhere.example",
                        "Access-Control-Request-Method",
                        "PUT"));
            }
            for (String line : UNKNOWN) {
                String[] words = line.split(" ");
                Answer answer = caller.call(words[0], words[1], "", origin);
                assertThat(answer.status()).as(line).isGreaterThanOrEqualTo(400);
                sober(answer);
            }
        }

        private static void sober(Answer answer) {
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src '", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "*");
            assertThat(answer.header("Cache-Control")).isIn("no-store", "no-cache");
            assertThat(answer.header("X-Request-Id")).isNotEmpty();
            assertThat(answer.headers().keySet())
                    .noneMatch(name -> name.matches("(?i)server|via|x-powered-by|access-control-.*|set-cookie"));
            assertThat(answer.headers().toString() + (answer.status() < 400 ? "" : answer.body()))
                    .doesNotContainPattern("(?i)helidon|java\\.|exception|jdk|postgres|\\bsql\\b");
        }
    }

    /** Closer: {@code DocumentedRoutesTest}, which compares routes and operations both ways, and their access. */
    @Nested
    class Api9ImproperInventoryManagement {
        @Test
        void everyOperationThatIsDescribedAnswers() {
            for (Route route : portside.routes()) {
                Answer answer = caller.call(route, as("admin"));
                assertThat(answer.status()).as(route.path()).isLessThan(500);
                assertThat(answer.body()).as(route.path()).doesNotContain("there is nothing at this path");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/actuator",
                    "/admin",
                    "/api",
                    "/api/v2/events",
                    "/console",
                    "/debug",
                    "/debug/pprof/",
                    "/.env",
                    "/.git/config",
                    "/graphql",
                    "/health/live",
                    "/metrics/application",
                    "/observe/metrics",
                    "/server-status",
                    "/swagger-ui",
                    "/v3/api-docs"
                })
        void nothingElseIsThere(String path) {
            assertThat(caller.call("GET", path, "", as("admin")).status()).isEqualTo(404);
        }
    }

    /** Closer: {@code PublishedKeysTest} for keys from elsewhere, {@code OrdersStoryTest} for ill-natured messages. */
    @Nested
    class Api10UnsafeConsumptionOfApis {
        @Test
        void whatComesFromAStreamIsCheckedAsWhatCallersSend() {
            String markup = "{\"order_uid\":\"<script>alert(1)</script>\",\"sm_id\":\"'; DROP TABLE orders\"}";
            assertThat(portside.post("/api/test/orders", markup).status()).isEqualTo(202);
            Reply letters = await().until(
                            () -> portside.get("/api/dead-letters?source=orders", as("admin")),
                            reply -> !reply.json().isEmpty());
            String id = letters.json().get(0).get("id").stringValue();
            Reply letter = portside.get("/api/dead-letters/" + id, as("admin"));
            assertThat(letter.header("Content-Type")).isEqualTo("application/json");
            assertThat(letter.json().get("error").stringValue()).doesNotContainPattern("Exception|java\\.|SELECT");
        }
    }
}
