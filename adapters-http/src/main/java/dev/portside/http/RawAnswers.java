package dev.portside.http;

import io.helidon.common.GenericType;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.media.type.MediaType;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http.spi.Sink;
import io.helidon.webserver.http.spi.SinkProvider;
import io.helidon.webserver.http.spi.SinkProviderContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Sends an answer's bytes, head and body, as they are: Helidon's way for formats of one's own.
 *
 * <p>Its usual way writes the head into a buffer that has room for 256 bytes of it, and copies everything into a larger
 * one when the head is longer, as each of ours is.
 */
@SuppressWarnings("TypeParameterUnusedInFormals") // the interface is so
public final class RawAnswers implements SinkProvider<byte[]> {
    private static final GenericType<RawAnswer> TYPE = GenericType.create(RawAnswer.class);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private record RawAnswer(DataWriter out, Runnable sent) implements Sink<byte[]> {
        @Override
        public RawAnswer emit(byte[] answer) {
            out.write(BufferData.create(answer));
            return this;
        }

        @Override
        public void close() {
            sent.run();
        }
    }

    /** @param answer whole and final, for a connection that stays open */
    static void send(ServerResponse response, byte[] answer) {
        try (RawAnswer sink = sink(response)) {
            sink.emit(answer);
        }
    }

    /** Sends a head and a body in chunks (RFC 9112, 7.1), on a connection that ends with it. */
    static void stream(ServerResponse response, byte[] head, Answer.Stream body) throws InterruptedException {
        try (RawAnswer sink = sink(response)) {
            sink.emit(head);
            body.write(piece -> sink.emit(chunk(piece)));
            sink.emit(LAST_CHUNK);
        }
    }

    private static byte[] chunk(byte[] piece) {
        byte[] size = (Integer.toHexString(piece.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] chunk = Arrays.copyOf(size, size.length + piece.length + 2);
        System.arraycopy(piece, 0, chunk, size.length, piece.length);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        return chunk;
    }

    private static RawAnswer sink(ServerResponse response) {
        return response.sink(TYPE);
    }

    @Override
    public boolean supports(GenericType<? extends Sink<?>> type, ServerRequest request) {
        return type.equals(TYPE);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <X extends Sink<byte[]>> X create(SinkProviderContext context) {
        return (X) new RawAnswer(context.connectionContext().dataWriter(), context.closeRunnable());
    }

    @Override
    @Deprecated
    @SuppressWarnings("removal")
    public <X extends Sink<byte[]>> X create(
            ServerResponse response, BiConsumer<Object, MediaType> eventConsumer, Runnable closeRunnable) {
        throw new UnsupportedOperationException("replaced by the other one");
    }
}
