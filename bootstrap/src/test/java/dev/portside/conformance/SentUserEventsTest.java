package dev.portside.conformance;

import static dev.portside.domain.users.SampleUsers.claim;
import static dev.portside.domain.users.SampleUsers.event;
import static dev.portside.domain.users.SampleUsers.eventId;
import static dev.portside.domain.users.SampleUsers.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.application.users.UserCloudEvents;
import dev.portside.bootstrap.RunningPortside;
import dev.portside.domain.users.PublisherId;
import dev.portside.domain.users.UserEvent;
import dev.portside.kafka.KafkaAddress;
import dev.portside.kafka.KafkaCluster;
import dev.portside.kafka.users.KafkaUserEvents;
import dev.portside.stack.LocalKafka;
import dev.portside.stack.LocalStack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is really on the topic is as AsyncAPI describes it. */
class SentUserEventsTest {
    private static final String MESSAGE = "/components/messages/UserEvent";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final LocalKafka kafka = LocalStack.shared().kafka();
    private final String topic = kafka.freshName("user-events");
    private final ApiDocument document = described();

    @Test
    void headersKeyAndValueAreAsDescribedAndNothingElseIsSent() {
        UserEvent created = event(1, 7);
        UserEvent updated = new UserEvent(eventId(2), UserEvent.Type.UPDATED, user(7), 2, Optional.empty());
        for (ConsumerRecord<String, String> sent : published(created, updated)) {
            Map<String, String> headers = new HashMap<>();
            sent.headers()
                    .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
            assertThat(faults("/headers", headers)).isEmpty();
            assertThat(document.at(MESSAGE + "/headers/properties").propertyNames())
                    .containsAll(headers.keySet());
            assertThat(document.faults(MESSAGE + "/payload", sent.value())).isEmpty();
            assertThat(faults("/bindings/kafka/key", sent.key())).isEmpty();
            headers.remove("ce_id");
            assertThat(faults("/headers", headers)).as("planted").isNotEmpty();
        }
    }

    private static ApiDocument described() {
        try (RunningPortside portside = RunningPortside.start()) {
            return new ApiDocument(portside.get("/asyncapi").json());
        }
    }

    private List<String> faults(String part, Object value) {
        return document.faults(MESSAGE + part, JSON.writeValueAsString(value));
    }

    private List<ConsumerRecord<String, String>> published(UserEvent... events) {
        try (KafkaCluster cluster = new KafkaCluster(new KafkaAddress(kafka.brokers(), Map.of()));
                KafkaUserEvents publishers =
                        new KafkaUserEvents(cluster, topic, 1, UserCloudEvents.FORMAT, UUID::randomUUID);
                KafkaConsumer<String, String> reader = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka.brokers(), "isolation.level", "read_committed"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            PublisherId publisher = publishers.open();
            publishers.publish(claim(1, publisher), List.of(events));
            publishers.replay(List.of(events));
            List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
            reader.assign(partition);
            reader.seekToBeginning(partition);
            List<ConsumerRecord<String, String>> seen = new ArrayList<>();
            for (int polls = 0; polls < 100 && seen.size() < 2 * events.length; polls++) {
                reader.poll(Duration.ofMillis(100)).forEach(seen::add);
            }
            assertThat(seen).hasSize(2 * events.length);
            return seen;
        }
    }
}
