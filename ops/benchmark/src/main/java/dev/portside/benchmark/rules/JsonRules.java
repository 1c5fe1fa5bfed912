package dev.portside.benchmark.rules;

import dev.portside.application.json.Json;
import dev.portside.application.json.JsonFields;
import dev.portside.application.orders.OrderJson;
import dev.portside.application.todos.TodoJson;
import dev.portside.domain.orders.Order;
import dev.portside.domain.records.JsonText;
import dev.portside.domain.records.RecordChange;
import dev.portside.domain.records.RecordId;
import dev.portside.domain.todos.Title;
import dev.portside.domain.todos.Todo;
import dev.portside.domain.todos.TodoId;
import dev.portside.domain.todos.TodoPosition;
import dev.portside.nats.OrderReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.node.ArrayNode;

/** What is read and written for each call or message, with all its checks. */
@State(Scope.Thread)
public class JsonRules {
    private static final int TODOS = 100;
    private static final Instant CREATED = Instant.parse("2026-01-31T12:00:00.123Z");

    private final byte[] recordBody = """
            {"id":"record-1","value":{"name":"John","address":{"street":"1 Main Street","city":"Springfield"},\
            "visits":12345,"tags":["a","b"]}}""".getBytes(StandardCharsets.UTF_8);

    private final byte[] orderMessage = """
            {"order_uid":"b563feb7b2b84b6test1","track_number":"WBILMTESTTRACK","entry":"WBIL","delivery":{"name":"Test Testov",\
            "phone":"+9720000000","zip":"2639809","city":"Kiryat Mozkin","address":"Ploshad Mira 15","region":"Kraiot",\
            "email":"test@gmail.com"},"payment":{"transaction":"b563feb7b2b84b6test1","request_id":"","currency":"USD",\
            "provider":"wbpay","amount":1817,"payment_dt":1637907727,"bank":"alpha","delivery_cost":1500,"goods_total":317,\
            "custom_fee":0},"items":[{"chrt_id":9934930,"track_number":"WBILMTESTTRACK","price":453,\
            "rid":"ab4219087a764ae0btest","name":"Mascaras","sale":30,"size":"0","total_price":317,"nm_id":2389212,\
            "brand":"Vivienne Sabo","status":202}],"locale":"en","internal_signature":"","customer_id":"test",\
            "delivery_service":"meest","shardkey":"9","sm_id":99,"date_created":"2021-11-26T06:22:19Z","oof_shard":"1"}""".getBytes(StandardCharsets.UTF_8);

    private final Order order = OrderReader.read(orderMessage);
    private final List<Todo> todos =
            LongStream.range(0, TODOS).mapToObj(JsonRules::todo).toList();
    private final String position = todos.getFirst().position().text();

    private static Todo todo(long number) {
        Instant at = CREATED.plusMillis(number);
        return new Todo(new TodoId(new UUID(number, number)), new Title("Sail " + number), false, 1, at, at);
    }

    @Benchmark
    public RecordChange readRecordsBody() {
        JsonFields in = Json.fields(recordBody);
        Supplier<RecordId> id = in.text("id", RecordId::new);
        Supplier<JsonText> value = in.raw("value", JsonText::new);
        return in.build(() -> new RecordChange.Update(id.get(), value.get()));
    }

    @Benchmark
    public Order readAndCheckOrder() {
        return OrderReader.read(orderMessage);
    }

    @Benchmark
    public byte[] writeOrder() {
        return OrderJson.bytes(order);
    }

    @Benchmark
    public byte[] writePageOf100Todos() {
        ArrayNode page = Json.array();
        todos.forEach(todo -> page.add(TodoJson.node(todo)));
        return Json.bytes(page);
    }

    @Benchmark
    public TodoPosition readPositionOnPage() {
        return TodoPosition.parse(position);
    }

    @Benchmark
    public String writePositionOnPage() {
        return todos.getFirst().position().text();
    }
}
