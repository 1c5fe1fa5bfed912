package dev.portside.hardening.framing;

import dev.portside.stack.process.NginxProcess;
import dev.portside.stack.process.Ports;
import dev.portside.stack.process.ProcessRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says where nginx, with the configuration that ships, and the server behind it disagree on what was asked. */
final class BehindNginx implements AutoCloseable {
    private static final Path SOURCE = Path.of("../ops/nginx");
    private final Server server;
    private final int port = Ports.free();
    private final ProcessRunner nginx;

    BehindNginx(Server server) {
        this.server = server;
        this.nginx = NginxProcess.of(SOURCE, port, Ports.free(), server.port());
        hasten();
        nginx.start();
        Awaitility.await().alias("nginx listens").until(this::listens);
    }

    /**
     * A connection on which nginx waits for what has been taken for something else already shall not last, and what nginx
     * says of a request shall be there when its connection ends.
     */
    private void hasten() {
        Path file = folder().resolve("nginx.conf");
        String hasty = text(file)
                .replaceAll("(client_header|client_body|keepalive)_timeout [0-9]+s;", "$1_timeout 300ms;")
                .replace(" buffer=32k flush=1s", "");
        try {
            Files.writeString(file, hasty);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder() {
        return nginx.log().orElseThrow().getParent();
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    /** All disagreements, each with its case; empty when there are none. */
    List<String> faults(List<FramingCase> cases, String path) throws IOException {
        List<String> faults = new ArrayList<>();
        List<Answers> all = send(cases, path);
        for (int i = 0; i < cases.size(); i++) {
            FramingCase each = cases.get(i);
            Answers answers = all.get(i);
            if (answers.statuses().stream().anyMatch(status -> status == 500 || (status >= 502 && status <= 504))) {
                faults.add(path + " " + each + ": a fault of the server's, " + answers);
            }
        }
        List<JsonNode> handedOn = handedOn();
        for (int i = 0; i < cases.size(); i++) {
            for (String which : List.of("first", "second", "hidden")) {
                String target = FramingCase.target(path, which, i);
                long asked = handedOn.stream()
                        .filter(line -> line.path("url.path").stringValue().equals(target))
                        .filter(line -> line.path("http.response.status_code")
                                .stringValue()
                                .equals("200"))
                        .count();
                long served = server.served().stream().filter(target::equals).count();
                if (asked != served || (served > 0 && which.equals("hidden"))) {
                    faults.add(path + " " + cases.get(i) + ": nginx asked for " + target + " " + asked
                            + " times, it was served " + served + " times");
                }
            }
        }
        return faults;
    }

    /** All at once, since nginx waits a while with some of them. */
    private List<Answers> send(List<FramingCase> cases, String path) {
        List<Future<Answers>> answers = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < cases.size(); i++) {
                String sent = cases.get(i).sent(path, i);
                answers.add(executor.submit(() -> Answers.to(sent, port)));
            }
        }
        return answers.stream().map(Future::resultNow).toList();
    }

    /** How many requests nginx handed on so far. */
    int asked() {
        return handedOn().size();
    }

    /** What nginx says that it handed on. */
    private List<JsonNode> handedOn() {
        return text(folder().resolve("access.log"))
                .lines()
                .map(JsonMapper.shared()::readTree)
                .filter(line -> !line.path("upstream.address").stringValue().isEmpty())
                .toList();
    }

    private static String text(Path log) {
        try {
            return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        nginx.close();
    }
}
