package dev.portside.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;

/** A running Portside, called over HTTP. */
public final class Service implements AutoCloseable {
    private static final Duration CONNECTING_MAX = Duration.ofSeconds(5);
    private static final long WAIT_SECONDS_MAX = 30;
    private static final int WARMING_CALLERS = 8;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTING_MAX)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final URI url;
    private final Optional<String> token;
    private final Duration timeout;

    /** @param timeout of each call, and of the wait for a task to be finished */
    public Service(URI url, Optional<String> token, Duration timeout) {
        this.url = url;
        this.token = token;
        this.timeout = timeout;
    }

    public Reply get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    public Reply post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(json(body)));
    }

    public Reply put(String path, JsonNode body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").PUT(json(body)));
    }

    /**
     * As {@link #get}, outside of what is measured.
     *
     * @throws TaskFault when there is no answer
     */
    public Reply look(String path) throws TaskFault, InterruptedException {
        return look(request(path));
    }

    /** Whether anything answers there. */
    public boolean isThere() throws InterruptedException {
        try {
            return get("/livez").status() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * Calls it until this process is warm: the first hundreds of calls of a JVM are slow, and would be charged to the
     * service.
     *
     * @param calls how many
     * @throws TaskFault when there is no answer
     */
    public void warmUp(int calls) throws TaskFault, InterruptedException {
        AtomicReference<TaskFault> fault = new AtomicReference<>();
        List<Thread> callers = new ArrayList<>();
        for (int caller = 0; caller < WARMING_CALLERS; caller++) {
            callers.add(Thread.ofVirtual().start(() -> warmUp(calls / WARMING_CALLERS, fault)));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        if (fault.get() != null) {
            throw fault.get();
        }
    }

    private void warmUp(int calls, AtomicReference<TaskFault> fault) {
        try {
            for (int call = 0; call < calls; call++) {
                look("/livez");
            }
        } catch (TaskFault e) {
            fault.set(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until what was accepted is finished.
     *
     * @return how it ended: {@code applied}, {@code rejected} or {@code dead}
     * @throws TaskFault when it is unknown, or not finished in time
     */
    public String ending(Reply accepted) throws TaskFault, InterruptedException {
        String task = accepted.location()
                .orElseThrow(() -> new TaskFault(Ending.WRONG, "a 202 without the location of its task"));
        long end = System.nanoTime() + timeout.toNanos();
        long wait = Math.clamp(timeout.toSeconds(), 1, WAIT_SECONDS_MAX);
        String status = "pending";
        while (status.equals("pending") && System.nanoTime() < end) {
            Reply reply = look(request(task).header("Prefer", "wait=" + wait).timeout(timeout.plusSeconds(wait)));
            status = Expected.found(task, reply).path("status").asString("unknown");
        }
        if (status.equals("pending")) {
            throw new TaskFault(Ending.LOST, task + " is still pending after " + timeout.toSeconds() + " s");
        }
        return status;
    }

    /** @throws TaskFault when what was accepted is not applied in time, or never will be */
    public void awaitApplied(Reply accepted) throws TaskFault, InterruptedException {
        String ending = ending(accepted);
        if (!ending.equals("applied")) {
            throw new TaskFault(Ending.LOST, accepted.location().orElse("a task") + " ended " + ending);
        }
    }

    private Reply look(HttpRequest.Builder request) throws TaskFault, InterruptedException {
        try {
            return send(request);
        } catch (IOException e) {
            throw new TaskFault(
                    Ending.FAILED, "no answer to the check: " + e.getClass().getSimpleName());
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path)).timeout(timeout);
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        return request;
    }

    private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
        return new Reply(
                response.statusCode(), response.body(), response.headers().firstValue("Location"));
    }

    private static HttpRequest.BodyPublisher json(JsonNode body) {
        return BodyPublishers.ofByteArray(Expected.JSON.writeValueAsBytes(body));
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
