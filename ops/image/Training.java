import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/**
 * Makes every kind of call of a service, so that the cache that its JVM leaves behind knows the classes
 * and the methods that matter. Ends with 1 when a call is answered otherwise than it should be: a training that trains
 * nothing would not be noticed before a start is slow.
 *
 * <p>Usage: {@code java Training.java URL TOKEN}
 */
final class Training {
    private record Step(String method, String path, String body, int status) {}

    /** Enough for the JVM to see what is hot; three seconds of a slow machine. */
    private static final int ROUNDS = 100;

    /** Servers may know the users of an earlier training. */
    private static final long RUN = System.currentTimeMillis();

    /** How often to ask for what was written a moment ago: for ten seconds. */
    private static final int LOOKS_MAX = 1000;

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(10);

    private static final List<Step> STEPS = List.of(
            get("/livez", 200),
            get("/readyz", 200),
            get("/health", 200),
            get("/metrics", 200),
            get("/performance", 200),
            get("/stats", 200),
            get("/", 200),
            post("/insert", "{\"id\":\"record-%d\",\"value\":{\"name\":\"Ann\",\"age\":30}}", 202),
            post("/update", "{\"id\":\"record-%d\",\"value\":[1,2.50,null,\"x\"]}", 202),
            get("/get?id=record-0", 200),
            get("/get", 400),
            post("/api/v1/events", "{\"product_id\":\"product-%d\",\"price\":49.99,\"stock\":100}", 202),
            get("/api/v1/products/product-0", 200),
            post("/api/users", "{\"email\":\"user-%d-" + RUN + "@example.com\",\"name\":\"Ann\"}", 201),
            get("/api/bucket/check?key=training", 200),
            post("/api/bucket/consume?key=training-%d&tokens=1", "", 200),
            post("/todos", "{\"title\":\"Todo %d\"}", 202),
            get("/todos?limit=100", 200),
            get("/todos?limit=7", 200),
            get("/api/orders", 200),
            get("/api/orders/b563feb7b2b84b6test1", 200),
            get("/api/orders/unknown", 404),
            get("/api/stats", 200),
            get("/api/dead-letters", 200),
            get("/nowhere", 404));

    private Training() {}

    private static Step get(String path, int status) {
        return new Step("GET", path, "", status);
    }

    private static Step post(String path, String body, int status) {
        return new Step("POST", path, body, status);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (Step step : STEPS) {
                    take(client, step, arguments[0], arguments[1], round);
                }
            }
        }
    }

    private static void take(HttpClient client, Step step, String url, String token, int round)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + step.path.formatted(round)))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .method(step.method, HttpRequest.BodyPublishers.ofString(step.body.formatted(round)))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        for (int looks = 1; answer.statusCode() == 404 && step.status != 404 && looks < LOOKS_MAX; looks++) {
            Thread.sleep(LOOK_INTERVAL);
            answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        }
        if (answer.statusCode() != step.status) {
            System.err.println(step + ", round " + round + ": " + answer.statusCode() + " " + answer.body());
            System.exit(1);
        }
    }
}
