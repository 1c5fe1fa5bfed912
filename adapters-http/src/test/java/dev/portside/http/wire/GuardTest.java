package dev.portside.http.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bounds in time that do not show in one request, with a server whose bounds are short. */
class GuardTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int READ_MILLIS_MAX = 20_000;
    private static final int NOTHING_YET = -2;
    private static final String GET = "GET /small HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final byte[] LARGE = new byte[64 << 20];

    private Guard guard;
    private WebServer server;

    @BeforeEach
    void start() {
        start(new WireLimits(8192, 8192, 100, 1024, LONG, LONG, LONG, LONG, LONG));
    }

    private void start(WireLimits limits) {
        guard = new Guard(
                limits,
                (status, _, _) -> ("HTTP/1.1 " + status + " X\r\n\r\n").getBytes(US_ASCII),
                FastPath.NONE,
                Optional.empty());
        server = WebServer.builder()
                .host("127.0.0.1")
                .routing(HttpRouting.builder()
                        .get("/small", (_, response) -> response.send("s"))
                        .get("/large", (_, response) -> response.send(LARGE))
                        .post(
                                "/echo",
                                (request, response) ->
                                        response.send(request.content().as(byte[].class))))
                .protocolsDiscoverServices(false)
                .addConnectionSelector(guard)
                .shutdownHook(false)
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        server.stop();
        guard.close();
    }

    private void restart(WireLimits limits) {
        stop();
        start(limits);
    }

    @Test
    void closesAConnectionThatIsIdleForTooLong() throws IOException {
        restart(new WireLimits(8192, 8192, 100, 1024, LONG, LONG, LONG, LONG, SHORT));
        try (Socket socket = connect()) {
            socket.getOutputStream().write(GET.getBytes(US_ASCII));
            assertThat(readAll(socket)).startsWith("HTTP/1.1 200").endsWith("\r\n\r\ns");
        }
        await().until(guard::isIdle);
    }

    @Test
    void leavesAConnectionOpenThatIsInTime() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(GET.getBytes(US_ASCII));
            socket.setSoTimeout(Math.toIntExact(SHORT.multipliedBy(3).toMillis()));
            StringBuilder answer = new StringBuilder();
            try {
                for (int b = socket.getInputStream().read();
                        b >= 0;
                        b = socket.getInputStream().read()) {
                    answer.append((char) b);
                }
                assertThat(answer).as("the connection was closed after").isEmpty();
            } catch (SocketTimeoutException _) {
                assertThat(answer).endsWith("\r\n\r\ns");
            }
        }
    }

    @Test
    void closesAConnectionWhosePeerDoesNotTakeTheAnswer() throws IOException {
        restart(new WireLimits(8192, 8192, 100, 1024, LONG, LONG, LONG, SHORT, LONG));
        try (Socket socket = connect()) {
            socket.getOutputStream().write("GET /large HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
            await().until(() -> !guard.isIdle());
            await().until(guard::isIdle);
        }
    }

    @Test
    void refusesABodyThatStandsStillHoweverLongARequestMayTake() throws IOException {
        restart(new WireLimits(8192, 8192, 100, 1024, LONG, LONG, SHORT, LONG, LONG));
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabc".getBytes(US_ASCII));
            assertThat(readAll(socket)).startsWith("HTTP/1.1 408");
        }
    }

    /** Each byte comes within the bound, and is not worth the wait. */
    @Test
    void refusesABodyThatTricklesHoweverLongARequestMayTake() throws IOException {
        restart(new WireLimits(8192, 8192, 100, 1024, LONG, LONG, SHORT, LONG, LONG));
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n".getBytes(US_ASCII));
            socket.setSoTimeout(20);
            int heard = NOTHING_YET;
            while (heard == NOTHING_YET) {
                socket.getOutputStream().write('x');
                heard = hear(socket);
            }
            socket.setSoTimeout(READ_MILLIS_MAX);
            assertThat((char) heard + readAll(socket)).startsWith("HTTP/1.1 408");
        }
    }

    private static int hear(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketTimeoutException _) {
            return NOTHING_YET;
        }
    }

    @Test
    void closesARefusedConnectionWhosePeerGoesOnSending() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n".getBytes(US_ASCII));
            assertThat(readAll(socket)).startsWith("HTTP/1.1 413");
        }
        await().until(guard::isIdle);
    }

    @Test
    void closesIdleConnectionsWhileItDrains() throws IOException {
        try (Socket socket = connect()) {
            await().until(() -> !guard.isIdle());
            guard.drain(Duration.ZERO);
            assertThat(readAll(socket)).isEmpty();
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(READ_MILLIS_MAX);
        return socket;
    }

    /** Everything up to the end, which may be a reset. */
    private static String readAll(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                text.append((char) b);
            }
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        return text.toString();
    }
}
