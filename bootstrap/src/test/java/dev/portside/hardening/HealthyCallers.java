package dev.portside.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * Callers who ask one thing after the other, each over a connection of its own, and fail when one is not answered well. They
 * have threads of the system: virtual ones would share theirs with the server, and keep it from its other connections.
 */
final class HealthyCallers implements AutoCloseable {
    private static final int CALLERS = 4;
    private static final List<String> TARGETS = List.of("/todos?limit=100", "/get?id=none");

    private final int port;
    private final ExecutorService executor = Executors.newFixedThreadPool(CALLERS);
    private final List<Future<long[]>> callers = new ArrayList<>();
    private volatile boolean enough;

    HealthyCallers(int port) {
        this.port = port;
        for (int i = 0; i < CALLERS; i++) {
            callers.add(executor.submit(this::call));
        }
    }

    private long[] call() throws IOException {
        LongStream.Builder nanos = LongStream.builder();
        try (RawConnection connection = new RawConnection(port)) {
            for (int i = 0; !enough; i++) {
                String target = TARGETS.get(i % TARGETS.size());
                long started = System.nanoTime();
                connection.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
                int status = connection.answer("GET", target).status();
                nanos.add(System.nanoTime() - started);
                assertThat(status).as(target).isEqualTo(target.startsWith("/todos") ? 200 : 404);
            }
        }
        return nanos.build().toArray();
    }

    /** How long each call took in nanoseconds, sorted; no more are made. */
    long[] stop() throws InterruptedException, ExecutionException {
        enough = true;
        LongStream all = LongStream.empty();
        for (Future<long[]> caller : callers) {
            all = LongStream.concat(all, LongStream.of(caller.get()));
        }
        return all.sorted().toArray();
    }

    @Override
    public void close() {
        enough = true;
        executor.close();
    }
}
