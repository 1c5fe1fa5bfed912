package dev.portside.benchmark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The records that all are asked to change, and the calls that ask for it, as ready bytes. */
final class RecordCalls {
    static final int RECORDS = 1_000;
    static final String VALUE =
            "{\"name\":\"John\",\"address\":{\"street\":\"1 Main Street\",\"city\":\"Springfield\"},"
                    + "\"visits\":12345,\"tags\":[\"a\",\"b\"]}";

    private RecordCalls() {}

    static String id(int index) {
        return "record-" + index;
    }

    /** Each record once, in order. */
    static Supplier<ByteBuffer> inserts() {
        ByteBuffer[] calls = calls("/insert");
        int[] next = {0};
        return () -> calls[next[0]++].rewind();
    }

    /** Any record. */
    static Supplier<ByteBuffer> updates(RandomGenerator random) {
        ByteBuffer[] calls = calls("/update");
        return () -> calls[random.nextInt(RECORDS)].rewind();
    }

    private static ByteBuffer[] calls(String path) {
        return IntStream.range(0, RECORDS).mapToObj(i -> call(path, id(i))).toArray(ByteBuffer[]::new);
    }

    private static ByteBuffer call(String path, String id) {
        return post(path, "{\"id\":\"%s\",\"value\":%s}".formatted(id, VALUE));
    }

    /** A call as ready bytes. */
    static ByteBuffer post(String path, String body) {
        byte[] call = """
                POST %s HTTP/1.1\r
                Host: localhost\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                %s""".formatted(path, body.length(), body).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(call.length).put(call).rewind();
    }
}
