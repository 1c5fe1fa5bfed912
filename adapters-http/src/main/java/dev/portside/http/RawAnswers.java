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

    private record RawAnswer(DataWriter out, Runnable sent) implements Sink<byte[]> {
        @Override
        public RawAnswer emit(byte[] answer) {
            out.write(BufferData.create(answer));
            sent.run();
            return this;
        }

        @Override
        public void close() {}
    }

    /** @param answer whole and final, for a connection that stays open */
    static void send(ServerResponse response, byte[] answer) {
        response.sink(TYPE).emit(answer);
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
