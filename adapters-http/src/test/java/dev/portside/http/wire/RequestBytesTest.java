package dev.portside.http.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.SeededRandom;
import io.helidon.common.buffers.DataWriter;
import io.helidon.webserver.CloseConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** However the network cuts the bytes, Helidon gets them request by request; and no bytes break the reader. */
class RequestBytesTest {
    private static final int ROUNDS = 300;
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final WireLimits LIMITS = new WireLimits(8192, 8192, 100, 10_000, LONG, LONG, LONG, LONG, LONG);

    private final RandomGenerator random = SeededRandom.of("RequestBytesTest");
    private final List<String> answers = new ArrayList<>();

    private final DataWriter out = new RecordedWriter(answers::add);

    @Test
    void handsOutRequestByRequestHoweverTheBytesAreCut() {
        for (int round = 0; round < ROUNDS; round++) {
            List<String> requests = new ArrayList<>();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                requests.add(request());
            }
            RequestBytes bytes = reading(String.join("", requests));
            for (String request : requests) {
                StringBuilder got = new StringBuilder();
                while (got.length() < request.length()) {
                    got.append(new String(bytes.get(), ISO_8859_1));
                }
                assertThat(got).hasToString(request);
            }
            assertThat(bytes.get()).isNull();
            assertThat(answers).isEmpty();
        }
    }

    @Test
    void survivesAnyBytes() {
        int refused = 0;
        for (int round = 0; round < ROUNDS * 10; round++) {
            StringBuilder text = new StringBuilder(request() + request());
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
            }
            answers.clear();
            refused += endsInOrder(reading(text.toString())) ? 0 : 1;
        }
        assertThat(refused).isBetween(ROUNDS, ROUNDS * 10);
    }

    /** False when the bytes were refused, which must happen in one of the ways that are meant for it. */
    private boolean endsInOrder(RequestBytes bytes) {
        try {
            int got = 0;
            for (byte[] next = bytes.get(); next != null; next = bytes.get()) {
                assertThat(next).isNotEmpty();
                got += next.length;
                assertThat(got).isLessThan(100_000);
            }
            return true;
        } catch (Refused e) {
            assertThat(e.status()).isBetween(400, 499);
            return false;
        } catch (CloseConnectionException e) {
            assertThat(answers.size()).isLessThanOrEqualTo(1);
            return e.getMessage().equals("the peer left within a body");
        }
    }

    private RequestBytes reading(String text) {
        Queue<byte[]> pieces = new LinkedList<>();
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + random.nextInt(1, 1 + random.nextInt(1, 200)));
            pieces.add(text.substring(from, to).getBytes(ISO_8859_1));
            from = to;
        }
        return new RequestBytes(
                new PeerInput(pieces::poll, new Watch()),
                out,
                LIMITS,
                (status, _, _) -> Integer.toString(status).getBytes(ISO_8859_1),
                new FastLane(FastPath.NONE, out, new Buffers()));
    }

    private String request() {
        String headers = "Host: a\r\nX: " + "y".repeat(random.nextInt(40)) + "\r\n";
        return switch (random.nextInt(3)) {
            case 0 -> "GET /%C3%A9?a=b&c HTTP/1.1\r\n" + headers + "\r\n";
            case 1 -> {
                String body = "b".repeat(random.nextInt(300));
                yield "POST /x HTTP/1.1\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body;
            }
            default -> "PUT /x HTTP/1.1\r\n" + headers + "Transfer-Encoding: chunked\r\n\r\n" + chunks();
        };
    }

    private String chunks() {
        StringBuilder chunks = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            String chunk = "c".repeat(random.nextInt(1, 100));
            chunks.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return chunks.append("0\r\n\r\n").toString();
    }
}
