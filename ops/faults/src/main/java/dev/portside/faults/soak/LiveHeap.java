package dev.portside.faults.soak;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.Jcmd;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an instance has in its heap for good, without what its stores and caches hold: they fill up to their bound
 * ({@code MAX_MEMORY_USAGE}) with every order that comes, which would hide a leak, or look like one.
 */
final class LiveHeap implements AutoCloseable {
    /** A full collection moves everything that lives there, and what is made meanwhile is elsewhere. */
    private static final Pattern OLD_USED = Pattern.compile("(?m)^\\s*ParOldGen.*?, used (\\d+)K");

    private static final Pattern CACHES = Pattern.compile("(?m)^portside_memory_used_bytes\\S*\\s+(\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final double KIBI = 1_024;
    private static final double MEGA = 1_000_000;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /**
     * In MB, after a full collection; empty when the JVM does not answer, since it stands still or has ended.
     *
     * @throws IOException when the instance does not say what its caches hold
     */
    OptionalDouble of(Instance instance, long pid) throws InterruptedException, IOException {
        if (Jcmd.tell(pid, PATIENCE, "GC.run").isEmpty()) {
            return OptionalDouble.empty();
        }
        Optional<String> heap = Jcmd.tell(pid, PATIENCE, "GC.heap_info");
        return heap.isEmpty() ? OptionalDouble.empty() : megabytes(heap.get(), metrics(instance));
    }

    private String metrics(Instance instance) throws InterruptedException, IOException {
        HttpRequest request = HttpRequest.newBuilder(instance.uri("/metrics"))
                .timeout(PATIENCE)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /**
     * @param heap as {@code jcmd GC.heap_info} tells it
     * @param metrics as {@code /metrics} tells them
     * @return empty when one of them does not say it
     */
    static OptionalDouble megabytes(String heap, String metrics) {
        Matcher used = OLD_USED.matcher(heap);
        Matcher caches = CACHES.matcher(metrics);
        return used.find() && caches.find()
                ? OptionalDouble.of(
                        (Double.parseDouble(used.group(1)) * KIBI - Double.parseDouble(caches.group(1))) / MEGA)
                : OptionalDouble.empty();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
