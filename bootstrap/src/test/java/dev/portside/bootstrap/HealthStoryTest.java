package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.RunningPortside.Reply;
import org.junit.jupiter.api.Test;

/** How Portside does, as people and orchestrators ask. */
class HealthStoryTest {
    @Test
    void everyPartTellsHowItDoes() {
        try (RunningPortside portside = RunningPortside.start()) {
            Reply health = portside.get("/health");
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.json().get("status").stringValue()).isEqualTo("healthy");
            health.json().get("components").properties().forEach(component -> {
                Reply alone = portside.get("/health/" + component.getKey());
                assertThat(alone.status()).isEqualTo(200);
                assertThat(alone.json().get("status").stringValue()).isEqualTo("healthy");
            });
            assertThat(portside.get("/health/engine").status()).isEqualTo(404);
            for (String probe : new String[] {"/livez", "/readyz", "/startupz"}) {
                assertThat(portside.get(probe).status()).isEqualTo(200);
            }
        }
    }
}
