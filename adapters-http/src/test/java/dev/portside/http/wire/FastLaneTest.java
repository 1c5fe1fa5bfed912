package dev.portside.http.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.common.buffers.DataWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How often the short way asks, and how its answers leave. */
class FastLaneTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String READY = "GET /ready HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String OTHER = "GET /other HTTP/1.1\r\nHost: a\r\n\r\n";

    private final List<String> events = new ArrayList<>();
    private final Queue<byte[]> pieces = new ConcurrentLinkedQueue<>();
    private boolean willing = true;
    private int finds;
    private int answers;

    private final DataWriter out = new RecordedWriter(piece -> events.add("sent " + piece));

    private FastPath.@Nullable Reply find(Head head) {
        finds++;
        return head.path().equals("/ready") ? new Counting() : null;
    }

    private final class Counting implements FastPath.Reply {
        @Override
        public byte @Nullable [] next() {
            return willing ? "answer _ ".getBytes(ISO_8859_1) : null;
        }

        @Override
        public void complete(byte[] target, int at) {
            target[at + 7] = (byte) ('0' + ++answers);
        }
    }

    private RequestBytes reading(String... texts) {
        for (String text : texts) {
            pieces.add(text.getBytes(ISO_8859_1));
        }
        return new RequestBytes(
                new PeerInput(
                        () -> {
                            events.add("waits");
                            return pieces.poll();
                        },
                        new Watch()),
                out,
                new WireLimits(8192, 8192, 100, 10_000, LONG, LONG, LONG, LONG, LONG),
                (status, _, _) -> Integer.toString(status).getBytes(ISO_8859_1),
                new FastLane(this::find, out, new Buffers()));
    }

    @Test
    void answersThatAreAskedForTogetherLeaveTogetherBeforeTheNextWait() {
        assertThat(reading(READY.repeat(3), READY).get()).isNull();
        assertThat(events)
                .containsExactly("waits", "sent answer 1 answer 2 answer 3 ", "waits", "sent answer 4 ", "waits");
        assertThat(finds).isOne();
    }

    @Test
    void aRequestForTheOrdinaryWayComesAfterTheAnswersBeforeIt() {
        RequestBytes bytes = reading(READY + OTHER + READY + READY.substring(0, 9), READY.substring(9));
        assertThat(bytes.get()).asString(ISO_8859_1).isEqualTo(OTHER);
        assertThat(events).containsExactly("waits", "sent answer 1 ");
        assertThat(bytes.get()).isNull();
        assertThat(events)
                .containsExactly("waits", "sent answer 1 ", "sent answer 2 ", "waits", "sent answer 3 ", "waits");
    }

    @Test
    void aKnownHeadGoesTheOrdinaryWayWhenItsAnswerIsNotAtHand() {
        RequestBytes bytes = reading(READY, READY);
        willing = false;
        assertThat(bytes.get()).asString(ISO_8859_1).isEqualTo(READY);
        willing = true;
        assertThat(bytes.get()).isNull();
        assertThat(events).containsExactly("waits", "waits", "sent answer 1 ", "waits");
    }

    @Test
    void anAnswerThatIsLongerThanABufferLeavesWhole() {
        List<Integer> sent = new ArrayList<>();
        byte[] large = new byte[3 * Buffers.BYTES];
        FastLane lane = new FastLane(
                _ -> new FastPath.Reply() {
                    @Override
                    public byte[] next() {
                        return large;
                    }

                    @Override
                    public void complete(byte[] target, int at) {
                        sent.add(target.length);
                    }
                },
                out,
                new Buffers());
        byte[] head = READY.getBytes(ISO_8859_1);
        Head whole = new Head(head, 0, 4, 10, 21, head.length);
        assertThat(lane.answered(whole, head, 0, head.length)).isTrue();
        assertThat(lane.again(head, 0, head.length)).isEqualTo(head.length);
        lane.flush();
        lane.flush();
        assertThat(sent).containsExactly(large.length, large.length);
        assertThat(events).hasSize(2).allMatch(event -> event.length() == "sent ".length() + large.length);
    }
}
