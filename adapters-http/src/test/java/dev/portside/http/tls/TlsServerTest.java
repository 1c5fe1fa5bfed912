package dev.portside.http.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An encrypted server as its callers see it, honest ones and others. */
@Timeout(120)
class TlsServerTest {
    private static final int READ_MILLIS_MAX = 60_000;

    @TempDir
    private static Path folder;

    private static SSLContext trusting;
    private static HttpServer server;
    private static HttpServer hasty;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        MadeCertificate made = MadeCertificate.in(folder.resolve("made"), "made");
        trusting = MadeCertificate.trusting(made);
        CurrentCertificate current = new CurrentCertificate(made.certificate(), made.key(), InstantSource.system());
        server = TlsServer.start(Optional.of(current), Duration.ofSeconds(60));
        hasty = TlsServer.start(Optional.of(current), Duration.ofSeconds(1));
        client = HttpClient.newBuilder().sslContext(trusting).build();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
        hasty.close();
    }

    @Test
    void answersByEitherWayOverTlsAndSaysThatItStaysSo() throws IOException, InterruptedException {
        for (String path : List.of("/hot", "/ordinary", "/nothing")) {
            HttpResponse<String> answer = client.send(request(path).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(path.equals("/nothing") ? 404 : 200);
            assertThat(answer.headers().allValues("Strict-Transport-Security")).containsExactly("max-age=31536000");
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
        }
        assertThat(ask("GET / HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("\r\nStrict-Transport-Security: ");
    }

    @Test
    void withoutTlsNobodyIsToldToUseIt() throws IOException, InterruptedException {
        try (HttpServer plain = TlsServer.start(Optional.empty(), Duration.ofSeconds(60))) {
            for (String path : List.of("/hot", "/ordinary", "/nothing")) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + plain.port() + path))
                        .build();
                assertThat(client.send(request, BodyHandlers.discarding())
                                .headers()
                                .map())
                        .doesNotContainKey("Strict-Transport-Security");
            }
        }
    }

    @Test
    void bodiesOfManyRecordsPassInBothDirections() throws IOException, InterruptedException {
        byte[] body = new byte[TlsServer.BODY_BYTES_MAX];
        new Random(1).nextBytes(body);
        HttpRequest echo = request("/echo")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        for (int i = 0; i < 3; i++) {
            assertThat(client.send(echo, BodyHandlers.ofByteArray()).body()).isEqualTo(body);
        }
    }

    @Test
    void speaksTheOlderVersionThatIsStillSound() throws IOException {
        try (SSLSocket socket = connect(server)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.getOutputStream()
                    .write("GET /hot HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .endsWith("\r\n\r\n\"hot\"");
            assertThat(socket.getSession().getCipherSuite()).contains("ECDHE", "GCM");
        }
    }

    @Test
    void refusesCiphersThatDoNotAuthenticateWhatTheyHide() throws IOException {
        try (SSLSocket socket = connect(server)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(
                    new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
    }

    /** Who may begin it over and over does so at our cost. */
    @Test
    void aSecondHandshakeEndsTheConnection() throws IOException {
        try (SSLSocket socket = connect(server)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.getOutputStream().write("GET /hot HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        socket.getInputStream().readAllBytes();
                    })
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void refusesVersionsThatAreBroken() throws IOException {
        // A hello of TLS 1.1 that offers TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA.
        byte[] hello = HexFormat.of()
                .parseHex("160301002d" + "01000029" + "0302" + "00".repeat(32) + "00" + "0002c009" + "0100");
        assertThat(exchange(hello)).startsWith(0x15).endsWith(2, 70);
    }

    @Test
    void whatIsNoTlsIsRefusedAndOthersAreServed() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            byte[] noise = new byte[random.nextInt(1, 600)];
            random.nextBytes(noise);
            noise[0] = i % 2 == 0 ? 0x16 : noise[0];
            exchange(noise);
        }
        byte[] answer = exchange("GET /hot HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));
        assertThat(new String(answer, ISO_8859_1)).doesNotContain("HTTP");
        assertThat(ask("GET /hot HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aCallerWhoDoesNotTrustItIsNotServed() throws IOException {
        SSLContext other = MadeCertificate.trusting(MadeCertificate.in(folder.resolve("other"), "other"));
        try (SSLSocket socket =
                (SSLSocket) other.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void aHandshakeThatDoesNotComeOrTricklesIsCut() throws IOException {
        for (boolean trickles : new boolean[] {false, true}) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hasty.port())) {
                socket.setSoTimeout(trickles ? 50 : READ_MILLIS_MAX);
                byte[] hello = HexFormat.of().parseHex("1603012000" + "01001ffc0303");
                for (int sent = 0; !ended(socket); sent++) {
                    socket.getOutputStream().write(hello[Math.min(sent, hello.length - 1)]);
                }
            } catch (SocketException _) {
                // Closed while a byte was on its way: cut as well.
            }
        }
    }

    private static boolean ended(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    @Test
    void aBodyThatTricklesIsAnsweredAndCut() throws IOException {
        try (SSLSocket socket = connect(hasty)) {
            socket.getOutputStream()
                    .write("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nx".getBytes(ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 408 ");
        }
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + path));
    }

    private static SSLSocket connect(HttpServer to) throws IOException {
        SSLSocket socket =
                (SSLSocket) trusting.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), to.port());
        socket.setSoTimeout(READ_MILLIS_MAX);
        return socket;
    }

    /** All answers to what is sent in plain over an encrypted connection. */
    private static String ask(String requests) throws IOException {
        try (SSLSocket socket = connect(server)) {
            socket.getOutputStream().write(requests.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /** What comes back to these bytes up to the end. */
    private static byte[] exchange(byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                InputStream in = socket.getInputStream()) {
            socket.setSoTimeout(READ_MILLIS_MAX);
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            return in.readAllBytes();
        } catch (SocketException _) {
            return new byte[0];
        }
    }
}
