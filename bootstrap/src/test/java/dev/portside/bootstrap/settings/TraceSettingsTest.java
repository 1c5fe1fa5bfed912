package dev.portside.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceSettingsTest {
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

    @Test
    void withoutAnEndpointNothingIsTraced() {
        assertThat(read(Map.of())).satisfies(traces -> {
            assertThat(traces.endpoint()).isEmpty();
            assertThat(traces.sampled()).isEqualTo(1);
        });
    }

    @Test
    void anEndpointIsABaseAddressWithOrWithoutAPath() {
        assertThat(read(Map.of(ENDPOINT, "https://collector/otlp/")).endpoint())
                .contains(URI.create("https://collector/otlp"));
        assertThat(read(Map.of(ENDPOINT, "http://[::1]:4318", "OTEL_TRACES_SAMPLER_ARG", "0.25")))
                .isEqualTo(new TraceSettings(Optional.of(URI.create("http://[::1]:4318")), 0.25));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "collector:4318",
                "ftp://collector",
                "http://a b",
                "http://x7\0317",
                "http://[:::]",
                "http://a?b",
                "http://a:0",
                "http://a:65536"
            })
    void whatIsNoAddressIsRefusedByName(String endpoint) {
        assertThatThrownBy(() -> read(Map.of(ENDPOINT, endpoint)))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining(ENDPOINT);
    }

    private static TraceSettings read(Map<String, String> values) {
        SettingsReader in = new SettingsReader(values::get, List.of());
        TraceSettings traces = TraceSettings.read(in);
        in.check();
        return traces;
    }
}
