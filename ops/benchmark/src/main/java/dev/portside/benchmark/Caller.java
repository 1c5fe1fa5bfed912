package dev.portside.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One keep-alive connection: a request goes out, its answer comes in. */
final class Caller implements AutoCloseable {
    private static final int ANSWER_BYTES_MAX = 8 << 10;
    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int LOWER_CASE = 0x20;
    private static final int UNKNOWN = -1;

    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES_MAX);
    private long due;

    private Caller(SocketChannel channel) {
        this.channel = channel;
    }

    static Caller connect(InetSocketAddress server, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Caller caller = new Caller(channel);
        channel.register(selector, SelectionKey.OP_READ, caller);
        return caller;
    }

    /** @param due when this call was to be made, in nanoseconds since the first one */
    void send(ByteBuffer request, long due) throws IOException {
        this.due = due;
        answer.clear();
        // An idle connection has room for a small request: this loop is not expected to turn twice.
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    /** Reads what has come; whether the answer is whole. */
    boolean receive() throws IOException {
        if (channel.read(answer) < 0) {
            throw new EOFException("the server closed a connection, after " + text());
        }
        int length = length(answer.array(), answer.position());
        if (length > answer.capacity() || (length == UNKNOWN && !answer.hasRemaining())) {
            throw new IOException("an answer is longer than " + ANSWER_BYTES_MAX + " bytes: " + text());
        }
        return length == answer.position();
    }

    long due() {
        return due;
    }

    /** Whether the answer's status is this one, of three digits. */
    boolean hasStatus(String status) {
        byte[] bytes = answer.array();
        int start = "HTTP/1.1 ".length();
        return bytes[start] == status.charAt(0)
                && bytes[start + 1] == status.charAt(1)
                && bytes[start + 2] == status.charAt(2);
    }

    /** The answer so far. */
    String text() {
        return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
    }

    /** Of head and body; {@link #UNKNOWN} while the head isn't there. */
    private static int length(byte[] bytes, int end) {
        int body = 0;
        int line = 0;
        for (int i = 0; i < end; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            if (i - line <= 1) {
                return i + 1 + body;
            }
            if (startsWithContentLength(bytes, line, i)) {
                body = number(bytes, line + CONTENT_LENGTH.length, i);
            }
            line = i + 1;
        }
        return UNKNOWN;
    }

    private static boolean startsWithContentLength(byte[] bytes, int start, int end) {
        if (end - start <= CONTENT_LENGTH.length) {
            return false;
        }
        for (int i = 0; i < CONTENT_LENGTH.length; i++) {
            if ((bytes[start + i] | LOWER_CASE) != (CONTENT_LENGTH[i] | LOWER_CASE)) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] bytes, int start, int end) {
        return Integer.parseInt(new String(bytes, start, end - start, StandardCharsets.US_ASCII).trim());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
