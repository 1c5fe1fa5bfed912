package dev.portside.faults.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MadeMessagesTest {
    /** One of its messages, 44,022, has such a character in its middle. */
    private static final long SEED = 20_261_121;

    private static final int MESSAGES = 50_000;

    /** Else its dead letter, which holds what was published, would be taken for that of another message. */
    @Test
    void everySpoiledMessageIsPublishedAsItIs() {
        MadeMessages made = new MadeMessages(SEED);
        for (int number = 1; number <= MESSAGES; number++) {
            if (made.message(number) instanceof SentMessage.Bad(String text, int _)) {
                assertThat(new String(text.getBytes(UTF_8), UTF_8))
                        .as("message %d", number)
                        .isEqualTo(text);
            }
        }
    }
}
