package dev.portside.benchmark;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The events of products that all are asked to take. */
final class ProductCalls {
    static final int PRODUCTS = 1_000;
    private static final int EVENTS = 10_000;

    private ProductCalls() {}

    static String id(int index) {
        return "product-" + index;
    }

    /** One of some thousand ready events. */
    static Supplier<String> events(RandomGenerator random) {
        String[] events = IntStream.range(0, EVENTS)
                .mapToObj(i -> "{\"product_id\":\"%s\",\"price\":%d.%02d,\"stock\":%d}"
                        .formatted(
                                id(i % PRODUCTS), random.nextInt(1_000), random.nextInt(100), random.nextInt(10_000)))
                .toArray(String[]::new);
        return () -> events[random.nextInt(EVENTS)];
    }

    /** The same as ready calls. */
    static Supplier<ByteBuffer> calls(RandomGenerator random) {
        Supplier<String> events = events(random);
        ByteBuffer[] calls = IntStream.range(0, EVENTS)
                .mapToObj(_ -> RecordCalls.post("/api/v1/events", events.get()))
                .toArray(ByteBuffer[]::new);
        return () -> calls[random.nextInt(EVENTS)].rewind();
    }
}
