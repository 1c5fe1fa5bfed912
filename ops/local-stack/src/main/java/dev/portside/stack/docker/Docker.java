package dev.portside.stack.docker;

import dev.portside.stack.StackFailure;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether servers run in containers: when a Docker engine of this machine answers, and {@code STACK_DOCKER} is not
 * {@code never}. The engine is asked through its socket, since looking for it with Testcontainers takes seconds.
 */
public final class Docker {
    private static final String VARIABLE = "STACK_DOCKER";
    private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(2);
    private static final String OK = "HTTP/1.1 200";
    private static final byte[] PING =
            "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private Docker() {}

    /** Decides once for this process. */
    public static boolean isUsed() {
        return Decision.IS_USED;
    }

    private static final class Decision {
        private static final boolean IS_USED = decide(System.getenv(), Docker::answers);
    }

    static boolean decide(Map<String, String> environment, Predicate<Path> answers) {
        String wish = environment.getOrDefault(VARIABLE, "auto");
        return switch (wish) {
            case "never" -> false;
            case "auto" -> sockets(environment).anyMatch(answers);
            default -> throw new StackFailure(VARIABLE + "=" + wish + ": allowed are auto and never");
        };
    }

    private static Stream<Path> sockets(Map<String, String> environment) {
        String given = environment.getOrDefault("DOCKER_HOST", "");
        if (!given.isEmpty()) {
            return given.startsWith("unix://") ? Stream.of(Path.of(given.substring("unix://".length()))) : Stream.of();
        }
        return Stream.of(
                Path.of("/var/run/docker.sock"),
                Path.of(environment.getOrDefault("XDG_RUNTIME_DIR", "/run"), "docker.sock"),
                Path.of(environment.getOrDefault("HOME", "/root"), ".docker/run/docker.sock"));
    }

    static boolean answers(Path socket) {
        if (Files.notExists(socket)) {
            return false;
        }
        FutureTask<Boolean> ping = new FutureTask<>(() -> ping(socket));
        Thread.ofVirtual().start(ping);
        try {
            return ping.get(ANSWER_TIME_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            ping.cancel(true);
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean ping(Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(PING));
            byte[] answer = Channels.newInputStream(channel).readNBytes(OK.length());
            return new String(answer, StandardCharsets.US_ASCII).equals(OK);
        }
    }
}
