package dev.portside.kafka;

import static java.lang.System.Logger.Level.INFO;

import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics that have to be there. */
record KafkaTopics(Admin admin) {
    private static final System.Logger LOG = System.getLogger(KafkaTopics.class.getName());

    /** As {@link KafkaCluster#require} says. */
    void require(KafkaTopic topic) {
        Optional<TopicDescription> found = describe(topic.name());
        if (found.isEmpty()) {
            create(topic);
            return;
        }
        if (found.get().partitions().size() < topic.partitionsMin()) {
            throw unusable(topic, "needs at least " + topic.partitionsMin() + " partitions");
        }
        if (!cleanup(topic.name()).equals(topic.cleanup().text())) {
            throw unusable(topic, "needs the cleanup.policy " + topic.cleanup().text());
        }
    }

    /** The partitions of a topic; none when there is no such topic. */
    List<TopicPartition> partitions(String name) {
        return describe(name).stream()
                .flatMap(found -> found.partitions().stream())
                .map(each -> new TopicPartition(name, each.partition()))
                .toList();
    }

    private static Unavailable unusable(KafkaTopic topic, String why) {
        return new Unavailable("Kafka's topic " + topic.name() + " " + why, Duration.ofSeconds(5));
    }

    private Optional<TopicDescription> describe(String name) {
        try {
            Map<String, TopicDescription> found =
                    KafkaCluster.await(admin.describeTopics(List.of(name)).allTopicNames(), KafkaCluster.CALL_TIME_MAX);
            return Optional.ofNullable(found.get(name));
        } catch (Unavailable e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private String cleanup(String name) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        Map<ConfigResource, Config> found =
                KafkaCluster.await(admin.describeConfigs(List.of(resource)).all(), KafkaCluster.CALL_TIME_MAX);
        return Objects.requireNonNull(found.get(resource))
                .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                .value();
    }

    private void create(KafkaTopic topic) {
        Map<String, String> configuration = new HashMap<>(topic.configuration());
        configuration.put(TopicConfig.CLEANUP_POLICY_CONFIG, topic.cleanup().text());
        NewTopic made = new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty());
        try {
            KafkaCluster.await(
                    admin.createTopics(List.of(made.configs(configuration))).all(), KafkaCluster.CALL_TIME_MAX);
            LOG.log(INFO, () -> "made the topic " + topic.name() + " with " + topic.partitions() + " partitions");
        } catch (Unavailable e) {
            // Another instance starts at the same time.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
