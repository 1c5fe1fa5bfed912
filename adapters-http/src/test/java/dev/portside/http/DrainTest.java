package dev.portside.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stop under load: who holds a connection gets the answer to what it asks, and is told that it was the last one. */
class DrainTest {
    private static final int CLIENTS = 8;
    private static final byte[] REQUEST = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger lastAnswers = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noRequestOnAnOpenConnectionFails(boolean hot) throws Exception {
        Answer x = Answer.ok("text/plain", "x").header("Cache-Control", "no-store");
        Route ordinary = Route.get("/x", _ -> x).producing("text/plain");
        ReadyAnswers ready = new ReadyAnswers(x);
        HttpServer server = HttpServer.start(
                List.of(hot ? ordinary.shortcut((_, _) -> Optional.of(() -> ready)) : ordinary),
                new HttpSettings("127.0.0.1", 0, 1024, Duration.ofSeconds(10), Duration.ofSeconds(10)),
                new EverybodyPasses(),
                (_, _, _, _) -> {},
                Optional.empty(),
                UUID::randomUUID);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            int port = server.port();
            List<Future<?>> clients = java.util.stream.Stream.generate(() -> executor.submit(() -> client(port)))
                    .limit(CLIENTS)
                    .<Future<?>>map(client -> client)
                    .toList();
            await().until(() -> answers.get() > 1000);
            server.close();
            for (Future<?> client : clients) {
                client.get();
            }
        }
        assertThat(lastAnswers.get()).isGreaterThanOrEqualTo(CLIENTS);
    }

    /** Asks over and over until the port is closed. */
    private Void client(int port) throws IOException {
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                converse(socket);
            } catch (SocketException _) {
                // Refused, or reset while the port was being closed; what breaks later is counted below.
                return null;
            }
        }
    }

    private void converse(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        boolean last = false;
        for (int asked = 0; !last; asked++) {
            socket.getOutputStream().write(REQUEST);
            try {
                last = answer(in);
            } catch (SocketException e) {
                // A connection that the listener never took cannot be answered.
                assertThat(asked).as("requests answered before %s", e).isZero();
                return;
            }
            answers.incrementAndGet();
        }
        lastAnswers.incrementAndGet();
    }

    /** Reads one answer; whether the connection ends with it. */
    private static boolean answer(BufferedReader in) throws IOException {
        String status = in.readLine();
        if (status == null) {
            throw new SocketException("closed");
        }
        assertThat(status).isEqualTo("HTTP/1.1 200 OK");
        boolean last = false;
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            last |= line.equals("Connection: close");
        }
        assertThat(in.read()).isEqualTo('x');
        return last;
    }
}
