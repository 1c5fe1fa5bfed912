package dev.portside.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What fault tests rely on, whatever the server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class LocalServerContract<S extends LocalServer> {
    /** Long enough for a server that runs to answer, short enough to wait for one that doesn't. */
    static final Duration ANSWER_TIME_MAX = Duration.ofMillis(500);

    private S server;

    abstract S startServer();

    /** Stores a value under a key and returns when the server says that it has it. */
    abstract void write(S server, String key, String value) throws Exception;

    /** The value under the key; fails when the server doesn't answer for {@link #ANSWER_TIME_MAX}. */
    abstract String read(S server, String key) throws Exception;

    @BeforeAll
    void start() {
        server = startServer();
    }

    @AfterAll
    void close() {
        server.close();
    }

    @Test
    void keepsItsDataAndPortWhenItIsRestarted() throws Exception {
        int port = server.port();
        write(server, "restarted", "before");

        server.restart();

        assertThat(read(server, "restarted")).isEqualTo("before");
        assertThat(server.port()).isEqualTo(port);
    }

    @Test
    void keepsWhatItAcknowledgedWhenItIsKilled() throws Exception {
        write(server, "killed", "before");
        server.kill();
        assertThatThrownBy(() -> read(server, "killed")).isNotNull();
        server.start();

        assertThat(read(server, "killed")).isEqualTo("before");
    }

    @Test
    void answersNothingWhileItIsPausedAndGoesOnAfterwards() throws Exception {
        write(server, "paused", "before");

        server.pause();
        assertThatThrownBy(() -> read(server, "paused")).isNotNull();
        server.resume();

        assertThat(read(server, "paused")).isEqualTo("before");
    }
}
