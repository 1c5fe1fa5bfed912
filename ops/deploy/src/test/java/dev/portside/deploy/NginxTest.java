package dev.portside.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portside.stack.process.NginxProcess;
import dev.portside.stack.process.Ports;
import dev.portside.stack.process.ProcessRunner;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** nginx with our configuration in front of two servers, of which one does everybody a bad turn when it is told to. */
@Timeout(60)
class NginxTest {
    @TempDir
    private static Path folder;

    private static final List<HttpExchange> REACHED = new CopyOnWriteArrayList<>();
    private static final String STRICT_TRANSPORT = "Strict-Transport-Security";
    private static final CountDownLatch EVENT_SEEN = new CountDownLatch(1);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static HttpServer first;
    private static HttpServer second;
    private static final Path SOURCE = Repository.OPS.resolve("nginx");
    private static final int PORT = Ports.free();
    private static final int TLS_PORT = Ports.free();
    private static ProcessRunner nginx;

    @BeforeAll
    static void start() throws IOException {
        first = server();
        second = server();
        nginx = NginxProcess.of(
                SOURCE,
                PORT,
                TLS_PORT,
                first.getAddress().getPort(),
                second.getAddress().getPort());
        nginx.start();
        Awaitility.await().alias("nginx listens").until(NginxTest::listens);
    }

    private static boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    @AfterAll
    static void stop() {
        nginx.close();
        first.stop(0);
        second.stop(0);
        CLIENT.close();
    }

    private static HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", NginxTest::answer);
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        REACHED.add(exchange);
        switch (exchange.getRequestURI().getPath()) {
            case "/hang-up" -> exchange.close();
            case "/api/events" -> stream(exchange);
            default -> {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            }
        }
    }

    /** One event, and the next only when the first has been seen. */
    private static void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("data: 1\n\n".getBytes(StandardCharsets.US_ASCII));
        exchange.getResponseBody().flush();
        try {
            EVENT_SEEN.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        exchange.getResponseBody().write("data: 2\n\n".getBytes(StandardCharsets.US_ASCII));
        exchange.close();
    }

    private static List<HttpExchange> reached(String path) {
        return REACHED.stream()
                .filter(exchange -> exchange.getRequestURI().getPath().equals(path))
                .toList();
    }

    @Test
    void theConfigurationIsSoundAndAMisspeltDirectiveIsFound() throws IOException {
        Path configuration = NginxProcess.configure(SOURCE, folder, 1, 2, 3);
        assertThat(NginxProcess.faults(configuration)).isEmpty();
        String misspelt = Repository.text(configuration).replace("client_max_body_size", "client_body_size_max");
        assertThat(NginxProcess.faults(Files.writeString(configuration, misspelt)))
                .contains("client_body_size_max");
    }

    @Test
    void whatMayHaveTakenEffectIsNotSentTwice() throws IOException, InterruptedException {
        assertThat(send(request("/hang-up").POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(502);
        assertThat(reached("/hang-up")).hasSize(1);
        send(request("/hang-up"));
        assertThat(reached("/hang-up")).as("a GET may be tried elsewhere").hasSizeGreaterThan(2);
    }

    @Test
    void tellsWhoAsksAndKeepsTheTrace() throws IOException, InterruptedException {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        send(request("/named").header("X-Request-Id", "mine-1").header("traceparent", trace));
        send(request("/named").header("X-Request-Id", "not{mine}"));
        HttpExchange named = reached("/named").getFirst();
        assertThat(named.getRequestHeaders().getFirst("X-Request-Id")).isEqualTo("mine-1");
        assertThat(named.getRequestHeaders().getFirst("traceparent")).isEqualTo(trace);
        assertThat(named.getRequestHeaders().getFirst("X-Forwarded-For")).isEqualTo("127.0.0.1");
        assertThat(reached("/named").getLast().getRequestHeaders().getFirst("X-Request-Id"))
                .matches("[0-9a-f]{32}");
    }

    @Test
    void keepsItsConnections() throws IOException, InterruptedException {
        for (int i = 0; i < 100; i++) {
            assertThat(send(request("/kept")).statusCode()).isEqualTo(200);
        }
        assertThat(reached("/kept").stream().map(HttpExchange::getRemoteAddress).distinct())
                .hasSizeLessThan(20);
    }

    @Test
    void eventsComeAsTheyAreSent() throws IOException, InterruptedException {
        HttpResponse<InputStream> events =
                CLIENT.send(request("/api/events").build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = events.body()) {
            assertThat(new String(body.readNBytes(9), StandardCharsets.US_ASCII))
                    .isEqualTo("data: 1\n\n");
            EVENT_SEEN.countDown();
            assertThat(new String(body.readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("data: 2\n\n");
        }
    }

    @Test
    void refusesWhatIsTooLargeAndHidesWhatIsForOperators() throws IOException, InterruptedException {
        byte[] large = new byte[(1 << 20) + 1];
        assertThat(send(request("/large").POST(HttpRequest.BodyPublishers.ofByteArray(large)))
                        .statusCode())
                .isEqualTo(413);
        assertThat(send(request("/metrics")).statusCode()).isEqualTo(404);
        assertThat(send(request("/metrics")).headers().firstValue(STRICT_TRANSPORT))
                .isEmpty();
        assertThat(send(request("/debug/jfr")).statusCode()).isEqualTo(404);
        assertThat(REACHED)
                .extracting(exchange -> exchange.getRequestURI().getPath())
                .doesNotContain("/large", "/metrics", "/debug/jfr");
    }

    @Test
    void speaksHttp2OverTls() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null);
        try (InputStream certificate =
                Files.newInputStream(nginx.log().orElseThrow().resolveSibling("tls/tls.crt"))) {
            trusted.setCertificateEntry(
                    "nginx", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            HttpResponse<Void> answer = client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + TLS_PORT + "/secure"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.headers().firstValue(STRICT_TRANSPORT)).contains("max-age=31536000");
        }
        assertThat(reached("/secure").getFirst().getRequestHeaders().getFirst("X-Forwarded-Proto"))
                .isEqualTo("https");
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path));
    }

    private static HttpResponse<Void> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding());
    }
}
