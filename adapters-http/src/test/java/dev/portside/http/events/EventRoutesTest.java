package dev.portside.http.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.shared.MemoryBudget;
import dev.portside.http.Caller;
import dev.portside.http.HttpServer;
import dev.portside.http.HttpSettings;
import dev.portside.http.RawClient;
import dev.portside.http.events.Listener.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventRoutesTest {
    private static final int EVENTS = 10_000;
    private static final int STREAMS_MAX = 3;
    private static final long SEED = Long.getLong("portside.seed", System.nanoTime());

    private final AtomicInteger wakeUps = new AtomicInteger();
    private final List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
    private final LiveEvents live =
            new LiveEvents(UUID.randomUUID(), wakeUps::incrementAndGet, new MemoryBudget(1 << 30));
    private final HttpServer server = serve(live, 100);

    private HttpServer serve(LiveEvents events, int streamsMax) {
        return HttpServer.start(
                new EventRoutes(events, streamsMax).routes(),
                new HttpSettings("127.0.0.1", 0, 1024, Duration.ofSeconds(10), Duration.ofSeconds(10)),
                (_, _) -> Caller.ANONYMOUS,
                (_, _, status, _) -> statuses.add(status),
                Optional.empty(),
                UUID::randomUUID);
    }

    @AfterEach
    void stop() {
        live.close();
        server.close();
    }

    @Test
    void tenThousandEventsAreSeenOnceEachInOrderThroughCuts() throws InterruptedException {
        Random random = new Random(SEED);
        List<Integer> cuts = random.ints(4, 1, EVENTS).sorted().boxed().toList();
        List<String> seen = new ArrayList<>();
        Listener listener = Listener.open(server.port(), "");
        String lastId = listener.next().orElseThrow().id();
        Thread publisher = Thread.ofPlatform().start(() -> {
            for (int i = 1; i <= EVENTS; i++) {
                live.publish("order", Integer.toString(i).getBytes(StandardCharsets.UTF_8));
            }
        });
        int cut = 0;
        while (seen.size() < EVENTS) {
            Message message = listener.next().orElseThrow();
            seen.add(message.data());
            lastId = message.id();
            if (cut < cuts.size() && seen.size() == cuts.get(cut)) {
                cut++;
                listener.close();
                listener = Listener.open(server.port(), lastId);
                assertThat(listener.next().orElseThrow()).isEqualTo(new Message("open", lastId, "{}"));
            }
        }
        listener.close();
        publisher.join();
        assertThat(cut).as("cuts, seed %s", SEED).isEqualTo(cuts.size());
        for (int i = 0; i < EVENTS; i++) {
            assertThat(seen.get(i)).as("seed %s", SEED).isEqualTo(Integer.toString(i + 1));
        }
    }

    @Test
    void whoMissedTooMuchIsToldSo() {
        LiveEvents small = new LiveEvents(UUID.randomUUID(), () -> {}, new MemoryBudget(16 << 20), 10);
        HttpServer other = serve(small, 100);
        try {
            String first;
            try (Listener listener = Listener.open(other.port(), "")) {
                first = listener.next().orElseThrow().id();
            }
            for (int i = 1; i <= 11; i++) {
                small.publish("order", "1".getBytes(StandardCharsets.UTF_8));
            }
            for (String lastId : List.of(first, "0".repeat(8) + "-3", "-3", "nonsense", small.id(12))) {
                try (Listener listener = Listener.open(other.port(), lastId)) {
                    assertThat(listener.next().orElseThrow())
                            .as(lastId)
                            .isEqualTo(new Message("reset", small.id(11), "{}"));
                }
            }
            try (Listener listener = Listener.open(other.port(), small.id(10))) {
                assertThat(listener.next().orElseThrow().type()).isEqualTo("open");
                assertThat(listener.next().orElseThrow().id()).isEqualTo(small.id(11));
            }
        } finally {
            small.close();
            other.close();
        }
    }

    @Test
    void aSlowListenerIsCutAndNothingIsKeptForIt() {
        LiveEvents small = new LiveEvents(UUID.randomUUID(), () -> {}, new MemoryBudget(16 << 20), 100);
        HttpServer other = serve(small, 100);
        byte[] data = "x".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        try (Listener listener = Listener.slow(other.port(), 4096)) {
            assertThat(listener.next().orElseThrow().type()).isEqualTo("open");
            // Far more than sockets hold, so that its place falls out of the ring while a write waits for it.
            for (int i = 0; i < 5_000; i++) {
                small.publish("order", data);
            }
            long expected = 1;
            for (var message = listener.next(); message.isPresent(); message = listener.next()) {
                assertThat(message.get().id()).isEqualTo(small.id(expected++));
            }
            assertThat(expected).isLessThan(5_000);
            await().until(() -> !small.heard());
        } finally {
            small.close();
            other.close();
        }
    }

    @Test
    void theStateComesToWhoJoinsAndOnlyTheNewest() {
        live.state("flows", "1".getBytes(StandardCharsets.UTF_8));
        live.state("flows", "2".getBytes(StandardCharsets.UTF_8));
        try (Listener listener = Listener.open(server.port(), "")) {
            assertThat(listener.next().orElseThrow().type()).isEqualTo("open");
            assertThat(listener.next().orElseThrow()).isEqualTo(new Message("flows", "", "2"));
            live.publish("order", "{}".getBytes(StandardCharsets.UTF_8));
            assertThat(listener.next().orElseThrow()).isEqualTo(new Message("order", live.id(1), "{}"));
        }
    }

    @Test
    void streamsAreBoundedAndMakeRoomWhenTheyEnd() {
        HttpServer narrow = serve(live, STREAMS_MAX);
        try {
            List<Listener> listeners = new ArrayList<>();
            for (int i = 0; i < STREAMS_MAX; i++) {
                listeners.add(Listener.open(narrow.port(), ""));
                assertThat(listeners.getLast().next()).isPresent();
            }
            assertThat(wakeUps).hasValue(1);
            assertThat(RawClient.ask(narrow.port(), "GET", "/api/events"))
                    .startsWith("HTTP/1.1 503")
                    .contains("Retry-After");
            listeners.forEach(Listener::close);
            await().until(() -> {
                live.publish("order", "{}".getBytes(StandardCharsets.UTF_8));
                return !live.heard();
            });
            assertThat(RawClient.ask(narrow.port(), "HEAD", "/api/events")).startsWith("HTTP/1.1 200");
            assertThat(live.heard()).isFalse();
            await().untilAsserted(() -> assertThat(statuses).containsExactly(200, 200, 200, 503, 200));
        } finally {
            narrow.close();
        }
    }

    @Test
    void aStreamTakesNoBody() {
        String refused = RawClient.ask(server.port(), "GET", "/api/events", "Content-Length: 3");
        assertThat(refused).startsWith("HTTP/1.1 400").contains("Connection: close");
        assertThat(live.heard()).isFalse();
    }

    @Test
    void aSilentStreamShowsThatItIsAlive() throws InterruptedException {
        assertThat(live.join(1)).isTrue();
        List<String> pieces = new ArrayList<>();
        EventStream stream = new EventStream(live, Optional.empty(), Duration.ofMillis(1));
        stream.write(piece -> {
            pieces.add(new String(piece, StandardCharsets.UTF_8));
            if (pieces.size() == 3) {
                live.close();
            }
        });
        stream.close();
        assertThat(pieces.get(0)).contains("event: open");
        assertThat(pieces.subList(1, 3)).containsExactly(":\n\n", ":\n\n");
    }

    @Test
    void aStopEndsStreamsAndWaitsForNoListener() {
        try (Listener listener = Listener.open(server.port(), "")) {
            assertThat(listener.next()).isPresent();
            live.close();
            assertThat(listener.next()).isEmpty();
            await().until(() -> !live.heard());
            server.close();
        }
        assertThat(live.join(1)).isFalse();
    }
}
