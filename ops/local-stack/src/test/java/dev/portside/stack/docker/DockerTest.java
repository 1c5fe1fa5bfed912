package dev.portside.stack.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.stack.StackFailure;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class DockerTest {
    @TempDir
    private Path folder;

    @Test
    void isUsedWhenAnEngineAnswers() {
        assertThat(Docker.decide(Map.of(), socket -> socket.endsWith("docker.sock")))
                .isTrue();
        assertThat(Docker.decide(Map.of("STACK_DOCKER", "auto"), _ -> false)).isFalse();
    }

    @Test
    void isNotAskedWhenItIsNotWanted() {
        assertThat(Docker.decide(Map.of("STACK_DOCKER", "never"), _ -> {
                    throw new AssertionError("it was asked");
                }))
                .isFalse();
    }

    @Test
    void refusesAWishThatItDoesNotKnow() {
        assertThatThrownBy(() -> Docker.decide(Map.of("STACK_DOCKER", "perhaps"), _ -> true))
                .isInstanceOf(StackFailure.class)
                .hasMessage("STACK_DOCKER=perhaps: allowed are auto and never");
    }

    @Test
    void looksWhereTheUserSaysOrElseInTheUsualPlaces() {
        List<String> asked = new ArrayList<>();

        Docker.decide(
                Map.of("XDG_RUNTIME_DIR", "/run/user/7", "HOME", "/home/me"), socket -> !asked.add(socket.toString()));
        Docker.decide(Map.of("DOCKER_HOST", "unix:///my/engine"), socket -> !asked.add(socket.toString()));
        Docker.decide(Map.of("DOCKER_HOST", "tcp://elsewhere:2375"), socket -> !asked.add(socket.toString()));

        assertThat(asked)
                .containsExactly(
                        "/var/run/docker.sock",
                        "/run/user/7/docker.sock",
                        "/home/me/.docker/run/docker.sock",
                        "/my/engine");
    }

    @Test
    void answersWhenTheEngineSaysSo() throws IOException {
        assertThat(answersTo("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK")).isTrue();
    }

    @Test
    void doesNotAnswerWithAnErrorOrInSilenceOrWithoutASocket() throws IOException {
        assertThat(answersTo("HTTP/1.1 503 Service Unavailable\r\n\r\n")).isFalse();
        assertThat(answersTo("")).isFalse();
        assertThat(Docker.answers(folder.resolve("absent"))).isFalse();
    }

    /** An engine that takes one call, answers, and leaves the connection open. */
    private boolean answersTo(String answer) throws IOException {
        Path socket = folder.resolve("engine" + answer.hashCode());
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(socket));
            Thread.ofVirtual().start(() -> {
                try {
                    SocketChannel caller = engine.accept();
                    caller.read(ByteBuffer.allocate(1024));
                    caller.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            return Docker.answers(socket);
        }
    }
}
