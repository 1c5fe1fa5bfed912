package dev.portside.stack.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultyProxyTest {
    private static final int SILENCE_MILLIS = 200;

    private EchoServer server;
    private FaultyProxy proxy;
    private Client client;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        proxy = FaultyProxy.to(server.port());
        client = new Client(proxy.port());
        assertThat(client.ask("warm")).isEqualTo("warm");
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        proxy.close();
        server.close();
    }

    @Test
    void passesEverythingOnAlsoTheEndOfWhatAClientSays() throws IOException {
        String long1 = "x".repeat(300_000);

        assertThat(client.ask(long1)).isEqualTo(long1);
        client.socket.shutdownOutput();

        assertThat(client.read()).isEqualTo("goodbye");
        assertThat(client.read()).isNull();
    }

    @Test
    void resetsConnectionsAndTakesNewOnes() throws IOException {
        proxy.cut();

        assertThatThrownBy(() -> client.ask("lost")).isInstanceOf(SocketException.class);
        try (Client next = new Client(proxy.port())) {
            assertThat(next.ask("next")).isEqualTo("next");
        }
    }

    @Test
    void refusesNewConnectionsUntilItIsHealed() throws IOException {
        proxy.refuse();

        assertThatThrownBy(() -> new Client(proxy.port())).isInstanceOf(ConnectException.class);
        assertThat(client.ask("connected before")).isEqualTo("connected before");

        proxy.heal();

        try (Client next = new Client(proxy.port())) {
            assertThat(next.ask("next")).isEqualTo("next");
        }
    }

    @Test
    void holdsBackWhatIsSentAndLosesNothing() throws IOException {
        proxy.stall();

        client.send("first");
        client.send("second");
        try (Client next = new Client(proxy.port())) {
            next.send("next");
            assertThatThrownBy(next::read).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(server.received()).containsExactly("warm");

        proxy.heal();

        assertThat(client.read()).isEqualTo("first");
        assertThat(client.read()).isEqualTo("second");
    }

    @Test
    void delaysBothDirectionsUntilItIsHealed() throws IOException {
        Duration delay = Duration.ofMillis(60);
        proxy.delay(delay);

        long start = System.nanoTime();
        assertThat(client.ask("slow")).isEqualTo("slow");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(delay.multipliedBy(2));

        proxy.delay(Duration.ofHours(1));
        client.send("released");
        proxy.heal();
        assertThat(client.read()).isEqualTo("released");
    }

    @Test
    void letsLittlePassUntilItIsHealed() throws IOException {
        String piece = "x".repeat(1_000);
        proxy.narrow(10_000);

        long start = System.nanoTime();
        assertThat(client.ask(piece)).isEqualTo(piece);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));

        proxy.narrow(1);
        client.send(piece);
        proxy.heal();
        assertThat(client.read()).isEqualTo(piece);
    }

    @Test
    void keepsTheClientOfALostServerInTheDark() throws IOException {
        proxy.halfOpen();

        client.send("into the void");
        assertThatThrownBy(client::read).isInstanceOf(SocketTimeoutException.class);
        proxy.heal();
        client.send("still into the void");
        assertThatThrownBy(client::read).isInstanceOf(SocketTimeoutException.class);
        assertThat(server.received()).containsExactly("warm");
        try (Client next = new Client(proxy.port())) {
            assertThat(next.ask("next")).isEqualTo("next");
        }
    }

    @Test
    void losesOneAnswerToARequestThatTheServerCarriedOut() throws IOException {
        proxy.loseNextAnswer();

        assertThatThrownBy(() -> client.ask("carried out")).isInstanceOf(SocketException.class);
        assertThat(server.received()).containsExactly("warm", "carried out");
        try (Client next = new Client(proxy.port())) {
            assertThat(next.ask("next")).isEqualTo("next");
        }
    }

    @Test
    void resetsAClientWhoseServerIsGone() throws IOException {
        server.close();

        await().untilAsserted(() -> assertThatThrownBy(() -> {
                    try (Client next = new Client(proxy.port())) {
                        next.ask("next");
                    }
                })
                .isInstanceOf(SocketException.class));
    }

    @Test
    void resetsAndRefusesWhenItIsClosed() {
        proxy.close();
        proxy.heal();

        assertThatThrownBy(() -> client.ask("lost")).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> new Client(proxy.port())).isInstanceOf(ConnectException.class);
    }

    private static final class Client implements AutoCloseable {
        private final Socket socket = new Socket();
        private final BufferedReader lines;

        Client(int port) throws IOException {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        String ask(String line) throws IOException {
            send(line);
            socket.setSoTimeout(0);
            String answer = lines.readLine();
            if (answer == null) {
                throw new SocketException("closed");
            }
            return answer;
        }

        void send(String line) throws IOException {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }

        /** Null at the end; fails after a silence. */
        String read() throws IOException {
            socket.setSoTimeout(SILENCE_MILLIS);
            return lines.readLine();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
