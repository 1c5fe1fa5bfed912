package dev.portside.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.SeededRandom;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SendBufferTest {
    private static final int ROUNDS = 2_000;
    private static final int LENGTH = 100;

    /** Of each answer's own: its first two bytes, which are never those that were put. */
    private static final int OWN = 2;

    private final RandomGenerator random = SeededRandom.of("SendBufferTest");
    private final List<byte[]> answers = List.of(answer('a', 7), answer('b', 7), answer('c', 21), answer('d', 10));

    private static byte[] answer(char letter, int length) {
        byte[] answer = new byte[length];
        Arrays.fill(answer, (byte) letter);
        return answer;
    }

    @Test
    void holdsWhatWasPutWhateverItHeldBefore() {
        SendBuffer buffer = new SendBuffer(LENGTH);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] expected = new byte[LENGTH];
            int usual = random.nextInt(answers.size());
            int length = 0;
            for (int left = random.nextInt(1, 15); left > 0; left--) {
                byte[] answer = answers.get(random.nextInt(5) > 0 ? usual : random.nextInt(answers.size()));
                if (length + answer.length > LENGTH) {
                    break;
                }
                buffer.put(answer, length);
                System.arraycopy(answer, 0, expected, length, answer.length);
                for (int i = 0; i < OWN; i++) {
                    byte own = (byte) random.nextInt();
                    buffer.bytes[length + i] = own;
                    expected[length + i] = own;
                }
                length += answer.length;
            }
            assertThat(Arrays.copyOf(buffer.bytes, length)).isEqualTo(Arrays.copyOf(expected, length));
        }
    }
}
