package dev.portside.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.shared.Unavailable;
import dev.portside.stack.LocalNats;
import dev.portside.stack.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NatsClusterTest {
    private final Logger log = Logger.getLogger(NatsCluster.class.getName());
    private final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord event) {
            records.add(event);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        handler.setLevel(Level.ALL);
        log.setLevel(Level.ALL);
        log.addHandler(handler);
    }

    @AfterEach
    void leave() {
        log.removeHandler(handler);
        log.setLevel(null);
    }

    /** Every try has a line for those who look for the cause; only the first ten have one for everybody. */
    @Test
    void logsTenTriesAndGoesOnInSilence() throws Exception {
        NatsAddress nowhere = NatsAddress.of("nats://me:secret@127.0.0.1:1", Optional.empty());
        try (NatsCluster cluster = NatsCluster.open(nowhere, Duration.ofMillis(5))) {
            await().until(() -> count(Level.WARNING) == 10);
            long triesSeen = count(Level.FINE);
            await().until(() -> count(Level.FINE) > triesSeen + 10);
            assertThat(lines(Level.WARNING)).hasSize(10);
            assertThat(lines(Level.WARNING).getFirst()).isEqualTo("NATS at 127.0.0.1:1 does not answer: try 1 of 10");
            assertThat(lines(Level.WARNING).getLast()).endsWith("try 10 of 10, and more in the background");
            assertThat(List.copyOf(records).toString() + lines(Level.FINE)).doesNotContain("secret");
            assertThat(List.copyOf(records))
                    .allSatisfy(event ->
                            assertThat(String.valueOf(event.getThrown())).doesNotContain("secret"));
            assertThat(cluster.answers()).isFalse();
            assertThatThrownBy(cluster::connection).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void comesBackAfterEachLossAndHasOneConnection() throws Exception {
        try (LocalNats nats = LocalNats.start("NATS to break", Profile.TEST);
                NatsCluster cluster = NatsCluster.open(TestStream.address(nats))) {
            await().until(cluster::answers);
            Object first = cluster.connection();
            for (int i = 0; i < 3; i++) {
                nats.kill();
                await().until(() -> !cluster.answers());
                nats.start();
                await().until(cluster::answers);
            }
            assertThat(cluster.connection()).isSameAs(first);
            assertThat(lines(Level.WARNING)).hasSize(3);
            assertThat(lines(Level.INFO).stream().filter(line -> line.endsWith(": connected")))
                    .hasSize(1);
        }
    }

    private long count(Level level) {
        return lines(level).size();
    }

    private List<String> lines(Level level) {
        return List.copyOf(records).stream()
                .filter(event -> event.getLevel().equals(level))
                .map(LogRecord::getMessage)
                .toList();
    }
}
