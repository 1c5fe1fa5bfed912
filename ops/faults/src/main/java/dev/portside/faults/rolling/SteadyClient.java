package dev.portside.faults.rolling;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Inserts one record after the other and asks for each one's task, at a pace that a small machine keeps up with. */
final class SteadyClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI service;
    private final String prefix;
    private final List<String> failed = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    SteadyClient(URI service, String prefix) {
        this.service = service;
        this.prefix = prefix;
    }

    /** Goes on until it is stopped or something fails. */
    void send() {
        while (!stopped && failed.isEmpty()) {
            int number = accepted.get();
            String id = prefix + number;
            HttpRequest insert = request("/insert")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"" + id + "\",\"value\":" + number + "}"))
                    .build();
            String task = expect(202, insert);
            if (!task.isEmpty()) {
                accepted.incrementAndGet();
                expect(200, request("/tasks/" + task).build());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Sends it once; the task that the answer names, empty when it has failed or names none. */
    private String expect(int status, HttpRequest request) {
        requests.incrementAndGet();
        try {
            HttpResponse<String> answer = answer(request);
            if (answer.statusCode() == status) {
                return JsonMapper.shared()
                        .readTree(answer.body())
                        .path("task_id")
                        .asString("");
            }
            failed.add(request.method() + " " + request.uri() + ": " + answer.statusCode() + " " + answer.body());
        } catch (IOException e) {
            failed.add(request.method() + " " + request.uri() + ": " + e);
        }
        return "";
    }

    private HttpRequest.Builder request(String path) {
        return request(service, path);
    }

    private static HttpRequest.Builder request(URI from, String path) {
        return HttpRequest.newBuilder(from.resolve(path)).timeout(PATIENCE);
    }

    boolean isAnswered() {
        try {
            return answer(request("/livez").build()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private HttpResponse<String> answer(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * Which of its accepted records are not there as they were sent, or were changed more than once.
     *
     * @param instance asked without nginx, which bounds how often a caller may ask
     */
    List<String> wrong(URI instance, Duration timeMax) {
        List<String> wrong = new ArrayList<>();
        long deadline = System.nanoTime() + timeMax.toNanos();
        for (int number = 0; number < accepted.get(); number++) {
            String found = record(instance, number);
            while (found.startsWith("404") && System.nanoTime() < deadline) {
                LockSupport.parkNanos(PAUSE.toNanos());
                found = record(instance, number);
            }
            if (!found.startsWith("200") || !isOnceChanged(found.substring(3), number)) {
                wrong.add(prefix + number + ": " + found);
            }
        }
        return wrong;
    }

    private static boolean isOnceChanged(String body, int number) {
        JsonNode record = JsonMapper.shared().readTree(body);
        return record.path("value").asInt(-1) == number
                && record.path("version").asInt(-1) == 1;
    }

    private String record(URI instance, int number) {
        try {
            HttpResponse<String> answer =
                    answer(request(instance, "/get?id=" + prefix + number).build());
            return answer.statusCode() + answer.body();
        } catch (IOException e) {
            return "000 " + e.getClass().getSimpleName();
        }
    }

    void stop() {
        stopped = true;
    }

    int accepted() {
        return accepted.get();
    }

    int requests() {
        return requests.get();
    }

    List<String> failed() {
        return List.copyOf(failed);
    }
}
