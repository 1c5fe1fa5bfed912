package dev.portside.bootstrap.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.portside.bootstrap.RunningPortside;
import dev.portside.bootstrap.samples.SampleOrders;
import dev.portside.bootstrap.settings.Environment;
import dev.portside.domain.orders.Order;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class PublishOrdersTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void publishesTheFiveWellKnownOrders() {
        try (RunningPortside portside = RunningPortside.start()) {
            assertThat(publish(portside)).isZero();
            assertThat(out.toString()).contains("1 of 5 orders", "5 of 5 orders", "5 orders accepted by http");
            awaitStats(portside, 5, 0);
            for (int i = 1; i <= 5; i++) {
                assertThat(portside.get("/api/orders/b563feb7b2b84b6test" + i).status())
                        .isEqualTo(200);
            }
            assertThat(publish(portside)).isZero();
            awaitStats(portside, 5, 0);
        }
    }

    @Test
    void makesTheSameOrdersAgainFromTheSeedThatItPrints() {
        try (RunningPortside portside = RunningPortside.start()) {
            assertThat(publish(portside, "--count", "30")).isZero();
            String[] seed = out.toString().lines().findFirst().orElseThrow().split(" ");
            awaitStats(portside, 30, 0);
            assertThat(publish(portside, "--count", "30", seed[0], seed[1])).isZero();
            awaitStats(portside, 30, 0);
            assertThat(publish(portside, "--count", "30", "--seed", "1" + seed[1]))
                    .isZero();
            awaitStats(portside, 55, 0);
        }
    }

    @Test
    void spoiledOrdersBecomeDeadLetters() {
        try (RunningPortside portside = RunningPortside.start()) {
            assertThat(publish(portside, "--count", "40", "--invalid", "100", "--rate", "1000"))
                    .isZero();
            awaitStats(portside, 0, 40);
        }
    }

    @Test
    void publishesToNatsUnlessAUrlIsGiven() {
        Map<String, String> backends = RunningPortside.backends();
        try (RunningPortside portside = RunningPortside.onPostgres(backends)) {
            assertThat(toNats(backends, "--count", "40", "--invalid", "50", "--seed", "1"))
                    .isZero();
            assertThat(out.toString()).contains("40 of 40 orders", "40 orders accepted by NATS at 127.0.0.1:");
            await().untilAsserted(() -> {
                JsonNode stats = portside.get("/api/stats").json();
                int stored = stats.get("stored").intValue();
                int dead = stats.at("/consumer/dead_letters").intValue();
                assertThat(stored).isBetween(1, 39);
                assertThat(stored + dead).isEqualTo(40);
                assertThat(stats.at("/consumer/pending").intValue()).isZero();
            });
        }
    }

    @Test
    void failsWhenNatsIsAway() {
        assertThat(toNats(Map.of("NATS_URL", "nats://127.0.0.1:1"))).isEqualTo(1);
        assertThat(err.toString())
                .contains("NATS at 127.0.0.1:1 takes no orders")
                .hasLineCount(1);
    }

    private int toNats(Map<String, String> settings, String... options) {
        return execute(
                Main.commandLine(new PublishOrdersCommand(() -> Environment.of(settings, Path.of("no.env")))), options);
    }

    @Test
    void failsWhenNothingAnswersOrNothingTakesOrders() {
        int port;
        try (RunningPortside portside = RunningPortside.start(Map.of("TEST_ENDPOINTS", "false"))) {
            port = portside.port();
            assertThat(publish(portside)).isEqualTo(1);
            assertThat(err.toString())
                    .contains("/api/test/orders does not exist")
                    .hasLineCount(1);
        }
        assertThat(execute("publish-orders", "--url", "http://127.0.0.1:" + port))
                .isEqualTo(1);
        assertThat(err.toString()).contains("is the service running there?").hasLineCount(2);
    }

    @Test
    void failsWhenAnOrderIsRefusedAndSaysWhy() {
        try (RunningPortside portside = RunningPortside.start(Map.of("MAX_BODY_BYTES", "1KB"))) {
            assertThat(publish(portside)).isEqualTo(1);
            assertThat(out.toString()).contains(" refused");
            assertThat(err.toString()).contains("refused: 413");
        }
    }

    @Test
    void givesUpWhenTheServiceStaysFullAndSaysHowManyItTook() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer service = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        service.createContext("/api/test/orders", call -> {
            call.getResponseHeaders().set("Retry-After", "0");
            call.sendResponseHeaders(asked.incrementAndGet() <= 2 ? 202 : 503, -1);
            call.close();
        });
        service.start();
        try {
            String url = "http://127.0.0.1:" + service.getAddress().getPort();
            assertThat(execute("publish-orders", "--url", url)).isEqualTo(1);
            assertThat(out.toString()).contains("2 orders accepted by " + url);
            assertThat(err.toString())
                    .contains("/api/test/orders takes no more, asked 10 times")
                    .hasLineCount(1);
            assertThat(asked).hasValue(12);
        } finally {
            service.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--count 0",
                "--count x",
                "--rate 0",
                "--invalid 101",
                "--url ftp://x",
                "--url localhost",
                "--what"
            })
    void refusesBadUsage(String options) {
        assertThat(execute(("publish-orders " + options).split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains("publish-orders [").doesNotContain("Exception");
    }

    @Test
    void sampleOrdersAddUpAndGetNewer() {
        SampleOrders samples = new SampleOrders(1);
        List<Order> orders = Stream.generate(samples::next).limit(200).toList();
        assertThat(orders).extracting(Order::uid).doesNotHaveDuplicates();
        assertThat(orders).extracting(Order::dateCreated).isSorted();
        assertThat(orders)
                .allSatisfy(order -> assertThat(order.payment().amount().value())
                        .isEqualByComparingTo(order.payment()
                                .goodsTotal()
                                .value()
                                .add(order.payment().deliveryCost().value())));
    }

    @Test
    void drawsABarOnATerminalAndLinesElsewhere() {
        PrintWriter writer = new PrintWriter(out, true);
        Progress bar = Progress.of(writer, true, "orders", 2);
        bar.step();
        bar.step();
        bar.interrupted();
        assertThat(out.toString())
                .isEqualTo("\r[" + "#".repeat(20) + " ".repeat(20) + "] 1 of 2 orders\r[" + "#".repeat(40)
                        + "] 2 of 2 orders" + System.lineSeparator());
        out.getBuffer().setLength(0);
        Progress lines = Progress.of(writer, false, "orders", 1000);
        Stream.generate(() -> lines).limit(1000).forEach(Progress::step);
        assertThat(out.toString().lines()).hasSize(11).startsWith("1 of 1000 orders", "100 of 1000 orders");
    }

    private int publish(RunningPortside portside, String... options) {
        return execute(Stream.concat(
                        Stream.of("publish-orders", "--url", portside.uri("").toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    private int execute(String... arguments) {
        return execute(Main.commandLine(), arguments);
    }

    private int execute(CommandLine commandLine, String... arguments) {
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    private static void awaitStats(RunningPortside portside, int stored, int deadLetters) {
        await().untilAsserted(() -> {
            JsonNode stats = portside.get("/api/stats").json();
            assertThat(stats.get("stored").intValue()).isEqualTo(stored);
            JsonNode consumer = stats.get("consumer");
            assertThat(consumer.get("pending").intValue()).isZero();
            assertThat(consumer.get("dead_letters").intValue()).isEqualTo(deadLetters);
        });
    }
}
