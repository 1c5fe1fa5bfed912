package dev.portside.http.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.common.buffers.BufferData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchedWriterTest {
    private final List<String> pieces = new ArrayList<>();
    private final AtomicInteger told = new AtomicInteger();
    private final WatchedWriter writer =
            new WatchedWriter(new RecordedWriter(pieces::add), new Watch(), Long.MAX_VALUE / 2, told::incrementAndGet);

    @Test
    void aLongAnswerHasItsTimePieceByPiece() {
        String answer = "0123456789".repeat(30_000);
        writer.write(BufferData.create(answer.getBytes(US_ASCII)));
        assertThat(pieces).extracting(String::length).containsExactly(131_072, 131_072, 37_856);
        assertThat(String.join("", pieces)).isEqualTo(answer);
        assertThat(told).hasValue(3);
    }

    @Test
    void anAnswerOfUsualLengthLeavesAtOnce() {
        String answer = "x".repeat(131_072);
        writer.writeNow(BufferData.create(answer.getBytes(US_ASCII)), BufferData.create(new byte[0]));
        assertThat(pieces).containsExactly(answer);
    }
}
