package dev.portside.fuzz;

import dev.portside.bootstrap.Portside;
import dev.portside.bootstrap.settings.Environment;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.http.access.SharedSecret;
import dev.portside.http.access.TokenSigner;
import dev.portside.http.access.TokenTerms;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A Portside in memory, in this process, asked with whatever bytes. Without test calls, of which one ends the process. */
final class Server {
    private static final String SECRET = "a secret of 32 bytes, for fuzzing";
    private static final int ANSWER_MILLIS_MAX = 20_000;
    private static final byte[] NOTHING = new byte[0];
    private static final Portside PORTSIDE = Portside.start(Settings.read(Environment.of(
            Map.of(
                    "REPOSITORY_TYPE", "mock",
                    "HOST", "127.0.0.1",
                    "PORT", "0",
                    "TEST_ENDPOINTS", "false",
                    "MAX_MEMORY_USAGE", "64MB",
                    "JWT_SECRET", SECRET),
            Path.of("no.env"))));

    /** Of somebody who may do everything. */
    static final String TOKEN = new TokenSigner(new SharedSecret(SECRET), TokenTerms.ANY, InstantSource.system())
            .sign("fuzz", List.of("admin", "todos:write"), Duration.ofDays(1));

    private Server() {}

    /** Has it started when this returns. */
    static void start() {
        Objects.requireNonNull(PORTSIDE);
    }

    /** Sends the bytes and reads all answers; fails when the first is a 500. */
    static void ask(byte[] request) throws IOException {
        String answers = new String(answers(request), StandardCharsets.ISO_8859_1);
        // Nothing is looked for in bodies, which repeat what was sent.
        if (answers.startsWith("HTTP/1.1 500 ")) {
            throw new AssertionError(answers);
        }
    }

    private static byte[] answers(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORTSIDE.port())) {
            socket.setSoTimeout(ANSWER_MILLIS_MAX);
            try {
                OutputStream out = socket.getOutputStream();
                out.write(request);
                socket.shutdownOutput();
                return socket.getInputStream().readAllBytes();
            } catch (SocketException _) {
                return NOTHING; // Refused and closed while the request was still being sent.
            }
        }
    }
}
