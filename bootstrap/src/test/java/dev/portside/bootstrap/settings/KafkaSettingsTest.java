package dev.portside.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.kafka.KafkaAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaSettingsTest {
    @TempDir
    private Path folder;

    @Test
    void presetsAreALocalBrokerWithoutSecurity() {
        assertThat(read(Map.of()))
                .isEqualTo(new KafkaSettings(
                        new KafkaAddress("localhost:9092", Map.of()),
                        "user-events",
                        "todo-commands",
                        "product-events",
                        32));
    }

    @Test
    void eachCanBeSet() {
        assertThat(read(Map.of(
                        "KAFKA_BROKERS", "a:1,[::1]:2",
                        "KAFKA_TOPIC", "users.v1",
                        "KAFKA_TODO_TOPIC", "todos",
                        "KAFKA_PRODUCT_TOPIC", "products",
                        "KAFKA_PARTITIONS", "6")))
                .isEqualTo(new KafkaSettings(
                        new KafkaAddress("a:1,[::1]:2", Map.of()), "users.v1", "todos", "products", 6));
    }

    @Test
    void howToBeLetInIsPassedOnAlsoFromFiles() throws IOException {
        Path jaas = folder.resolve("jaas");
        Files.writeString(jaas, "secret\n");
        assertThat(read(Map.of(
                                "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                                "KAFKA_SASL_MECHANISM", "PLAIN",
                                "KAFKA_SASL_JAAS_CONFIG_FILE", jaas.toString(),
                                "KAFKA_SSL_TRUSTSTORE_LOCATION", "/etc/trust.jks"))
                        .address()
                        .security())
                .isEqualTo(Map.of(
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "PLAIN",
                        "sasl.jaas.config", "secret",
                        "ssl.truststore.location", "/etc/trust.jks"));
    }

    @ParameterizedTest
    @CsvSource({
        "KAFKA_BROKERS, localhost",
        "KAFKA_BROKERS, 'a:1,'",
        "KAFKA_BROKERS, a b:1",
        "KAFKA_BROKERS, a:0",
        "KAFKA_BROKERS, a:65536",
        "KAFKA_BROKERS, a/b:1",
        "KAFKA_TOPIC, .",
        "KAFKA_TOPIC, user events",
        "KAFKA_PARTITIONS, 0",
        "KAFKA_SECURITY_PROTOCOL, TLS"
    })
    void whatCannotBeUsedIsRefused(String name, String value) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining(name);
    }

    private KafkaSettings read(Map<String, String> settings) {
        return Settings.read(Environment.of(settings, folder.resolve(".env"))).kafka();
    }
}
