package dev.portside.http.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.http.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that change under a server, as Kubernetes changes them: a link is put in another's place. */
@Timeout(120)
class CertificateRotationTest {
    private static final String REQUEST = "GET /hot HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final int CLIENTS = 4;

    @TempDir
    private Path folder;

    private final AtomicInteger answers = new AtomicInteger();
    private volatile boolean enough;
    private MadeCertificate first;
    private MadeCertificate second;
    private SSLContext trusting;
    private CurrentCertificate current;
    private HttpServer server;
    private CertificateLog log;

    @BeforeEach
    void start() throws IOException {
        first = MadeCertificate.in(folder.resolve("first"), "first");
        second = MadeCertificate.in(folder.resolve("second"), "second");
        trusting = MadeCertificate.trusting(first, second);
        link(first);
        log = new CertificateLog();
        MadeCertificate linked = new MadeCertificate(folder.resolve("linked"));
        current = new CurrentCertificate(linked.certificate(), linked.key(), InstantSource.system());
        server = TlsServer.start(Optional.of(current), Duration.ofSeconds(60));
    }

    @AfterEach
    void stop() {
        enough = true;
        server.close();
        log.close();
    }

    /** The files reach the server through a link that is replaced at once. */
    private void link(MadeCertificate to) throws IOException {
        Path next = Files.createSymbolicLink(folder.resolve("next"), to.folder());
        Files.move(next, folder.resolve("linked"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** As the server's worker does, as often as it takes. */
    private void look() {
        assertThat(current.look()).isFalse();
        assertThat(current.look()).isFalse();
    }

    @Test
    void noRequestFailsWhileTheCertificateChanges() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
                SSLSocket kept = connect()) {
            assertThat(subject(kept)).isEqualTo("CN=first");
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(executor.submit(this::client));
            }
            for (MadeCertificate next : List.of(second, first, second)) {
                int before = answers.get();
                await().until(() -> answers.get() > before + 20);
                link(next);
                look();
                assertThat(newSubject()).isEqualTo("CN=" + next.folder().getFileName());
            }
            enough = true;
            for (Future<?> client : clients) {
                client.get();
            }
            assertThat(ask(kept)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(subject(kept)).isEqualTo("CN=first");
        }
        assertThat(log.lines()).hasSize(4).allMatch(line -> line.startsWith("INFO the certificate of CN="));
    }

    /** Requests on new connections, two on each. */
    private Void client() throws IOException {
        while (!enough) {
            try (SSLSocket socket = connect()) {
                for (int i = 0; i < 2; i++) {
                    assertThat(ask(socket)).isEqualTo("HTTP/1.1 200 OK");
                    answers.incrementAndGet();
                }
            }
        }
        return null;
    }

    @Test
    void aKeyThatIsNotTheCertificatesIsNotTakenAndIsToldOnce() throws IOException {
        Path mixed = folder.resolve("mixed");
        Files.createDirectory(mixed);
        Files.copy(second.certificate().path(), mixed.resolve("tls.crt"));
        Files.copy(first.key().path(), mixed.resolve("tls.key"));
        link(new MadeCertificate(mixed));
        look();
        look();
        assertThat(newSubject()).isEqualTo("CN=first");
        assertThat(log.lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("WARNING the certificate from before is served on: ")
                .endsWith("tls.key must be the key of the certificate");
        Files.copy(second.key().path(), mixed.resolve("tls.key"), StandardCopyOption.REPLACE_EXISTING);
        look();
        assertThat(newSubject()).isEqualTo("CN=second");
        assertThat(log.lines())
                .hasSize(3)
                .last()
                .asString()
                .matches("INFO the certificate of CN=second is served, until .*Z");
    }

    @Test
    void filesThatAreGoneOrHalfWrittenChangeNothing() throws IOException {
        Files.delete(folder.resolve("linked"));
        look();
        look();
        assertThat(newSubject()).isEqualTo("CN=first");
        assertThat(log.lines()).hasSize(2).last().asString().contains("must be a file that can be read");
        Path halves = Files.createDirectory(folder.resolve("halves"));
        Files.copy(second.certificate().path(), halves.resolve("tls.crt"));
        Files.copy(first.key().path(), halves.resolve("tls.key"));
        link(new MadeCertificate(halves));
        current.look();
        Files.copy(second.key().path(), halves.resolve("tls.key"), StandardCopyOption.REPLACE_EXISTING);
        look();
        assertThat(newSubject()).isEqualTo("CN=second");
        assertThat(log.lines())
                .as("nothing is told of what lasted for one look")
                .hasSize(3);
    }

    @Test
    void oneThatHasEndedIsServedAndWarnedOf() {
        InstantSource later = Clock.offset(Clock.systemUTC(), Duration.ofDays(31));
        CurrentCertificate ended = new CurrentCertificate(first.certificate(), first.key(), later);
        assertThat(ended.get().getUseClientMode()).isFalse();
        assertThat(log.lines())
                .last()
                .asString()
                .startsWith("WARNING the certificate of CN=first is served, which ended at ");
    }

    private String newSubject() throws IOException {
        try (SSLSocket socket = connect()) {
            return subject(socket);
        }
    }

    private static String subject(SSLSocket socket) throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    private SSLSocket connect() throws IOException {
        SSLSocket socket =
                (SSLSocket) trusting.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    /** The status line of one more answer on this connection. */
    private static String ask(SSLSocket socket) throws IOException {
        socket.getOutputStream().write(REQUEST.getBytes(ISO_8859_1));
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        String status = in.readLine();
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            assertThat(line).contains(": ");
        }
        for (int i = 0; i < "\"hot\"".length(); i++) {
            assertThat(in.read()).isPositive();
        }
        return status;
    }
}
