package dev.portside.faults.users;

import dev.portside.faults.fleet.Until;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A reader of committed messages that records everything, from the topic's first record on, through all faults. */
public final class TopicWatcher implements AutoCloseable {
    private static final Duration POLL_TIME = Duration.ofMillis(100);
    private static final Duration CATCH_UP_TIME_MAX = Duration.ofSeconds(60);

    /** Held here, since the logging system alone forgets its level: brokers are away on purpose. */
    private static final Logger LOG = Logger.getLogger("org.apache.kafka");

    static {
        LOG.setLevel(Level.OFF);
    }

    private final String brokers;
    private final String topic;
    private final List<SeenEvent> seen = Collections.synchronizedList(new ArrayList<>());
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Thread thread;
    private volatile boolean closing;

    /** The topic may still have to be made. */
    public TopicWatcher(String brokers, String topic) {
        this.brokers = brokers;
        this.topic = topic;
        this.thread = Thread.ofPlatform().name("topic watcher").daemon().start(this::watch);
    }

    private void watch() {
        try (KafkaConsumer<String, String> reader = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest",
                        "allow.auto.create.topics",
                        false,
                        "reconnect.backoff.max.ms",
                        500),
                new StringDeserializer(),
                new StringDeserializer())) {
            while (!closing) {
                try {
                    poll(reader);
                } catch (KafkaException _) {
                    // The broker is away; the position stays.
                }
            }
        }
    }

    private void poll(KafkaConsumer<String, String> reader) {
        if (reader.assignment().isEmpty()) {
            reader.assign(partitions(reader));
            return;
        }
        List<SeenEvent> news = new ArrayList<>();
        reader.poll(POLL_TIME).forEach(each -> news.add(event(each)));
        seen.addAll(news);
        synchronized (positions) {
            reader.assignment().forEach(each -> positions.put(each, reader.position(each)));
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<String, String> reader) {
        return reader.listTopics().getOrDefault(topic, List.of()).stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
    }

    private static SeenEvent event(ConsumerRecord<String, String> seen) {
        JsonNode user = json(seen.value());
        return new SeenEvent(
                header(seen, "ce_id"),
                seen.key(),
                seen.partition(),
                seen.offset(),
                header(seen, "ce_type"),
                user.path("id").asString(""),
                user.path("email").asString(""),
                user.path("name").asString(""));
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException _) {
            return JsonMapper.shared().createObjectNode();
        }
    }

    private static String header(ConsumerRecord<String, String> seen, String name) {
        Header header = seen.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    int count() {
        return seen.size();
    }

    /** The names of users in the order in which they were seen. */
    public List<String> names() {
        synchronized (seen) {
            return seen.stream().map(SeenEvent::name).toList();
        }
    }

    /** Everything that is on the topic now, once all of it was seen; the broker must be there. */
    List<SeenEvent> caughtUp() {
        Until.holds(
                () -> "there is a topic " + topic,
                CATCH_UP_TIME_MAX,
                () -> !positions().isEmpty());
        BrokerView broker = new BrokerView(brokers, positions().keySet());
        Map<TopicPartition, Long> ends = broker.ends();
        Until.holds(
                () -> "a reader comes to the end %s of the topic, and not to %s; open are %s"
                        .formatted(ends, positions(), broker.openTransactions()),
                CATCH_UP_TIME_MAX,
                () -> positions().entrySet().stream()
                        .allMatch(at -> at.getValue() >= ends.getOrDefault(at.getKey(), Long.MAX_VALUE)));
        return List.copyOf(seen);
    }

    private Map<TopicPartition, Long> positions() {
        synchronized (positions) {
            return Map.copyOf(positions);
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
