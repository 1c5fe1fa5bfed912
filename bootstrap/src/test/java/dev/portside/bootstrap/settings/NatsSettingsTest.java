package dev.portside.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.nats.NatsAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NatsSettingsTest {
    private static final String CREDENTIALS = "-----BEGIN NATS USER JWT-----\nx\n-----BEGIN USER NKEY SEED-----\ny\n";

    @Test
    void presetsAreALocalServerAndTheWellKnownNames() {
        assertThat(read(Map.of()))
                .isEqualTo(new NatsSettings(
                        new NatsAddress(List.of("nats://localhost:4222"), Optional.empty()),
                        "ORDERS",
                        "orders",
                        "order-service-durable"));
    }

    @Test
    void eachCanBeSet() {
        NatsSettings settings = read(Map.of(
                "NATS_URL", "nats://me:secret@a:1,tls://[::1]:2",
                "NATS_CREDS", CREDENTIALS,
                "NATS_STREAM", "EU",
                "NATS_SUBJECT", "orders.eu",
                "NATS_DURABLE", "eu"));
        assertThat(settings.address().urls()).containsExactly("nats://me:secret@a:1", "tls://[::1]:2");
        assertThat(settings.address()).hasToString("a:1, [::1]:2");
        assertThat(settings.address().credentials()).isPresent();
        assertThat(settings.subject()).isEqualTo("orders.eu");
    }

    @ParameterizedTest
    @CsvSource({
        "NATS_URL, localhost:4222",
        "NATS_URL, http://localhost",
        "NATS_URL, nats://a:0",
        "NATS_URL, nats://a:65536",
        "NATS_CREDS, secret",
        "NATS_STREAM, a.b",
        "NATS_SUBJECT, orders.>",
        "NATS_DURABLE, a b"
    })
    void refusesWhatCannotBeUsedWithoutRepeatingSecrets(String name, String value) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining(name)
                .message()
                .doesNotContain("secret ", "http://localhost");
    }

    private static NatsSettings read(Map<String, String> values) {
        return NatsSettings.read(Environment.of(values, Path.of("no.env")));
    }
}
