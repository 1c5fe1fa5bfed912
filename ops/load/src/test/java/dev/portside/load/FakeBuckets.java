package dev.portside.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** The bucket calls of a service that gives whatever is asked for. */
final class FakeBuckets implements AutoCloseable {
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final AtomicInteger failedOver = new AtomicInteger();

    /** @param slowRedis whether it says that Redis was too slow, more often each time it is asked */
    FakeBuckets(boolean slowRedis) throws IOException {
        server.createContext("/livez", exchange -> answer(exchange, "{}"));
        server.createContext("/api/bucket/", exchange -> answer(exchange, "{\"capacity\":10,\"refill_per_second\":0}"));
        server.createContext("/metrics", exchange -> {
            int count = slowRedis ? failedOver.getAndIncrement() : 3;
            answer(
                    exchange,
                    "portside_ratelimit_storeless_total{portside_decision=\"failed_over\",} " + count + ".0\n");
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
