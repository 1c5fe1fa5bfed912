package dev.portside.bootstrap.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.Invalid;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HaltAtStepTest {
    @Test
    void haltsOnceAtThatPassingOfThatStep() {
        AtomicInteger halts = new AtomicInteger();
        HaltAtStep steps = new HaltAtStep(HaltPoint.of("after publish:2"), halts::incrementAndGet);
        steps.at("before publish");
        steps.at("after publish");
        steps.at("after mark");
        assertThat(halts).hasValue(0);
        steps.at("after publish");
        assertThat(halts).hasValue(1);
        steps.at("after publish");
        assertThat(halts).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish:1", "after publish", "after publish:0", "after publish:x", "after:1"})
    void refusesWhatIsNoPoint(String text) {
        assertThatThrownBy(() -> HaltPoint.of(text)).isInstanceOf(Invalid.class);
    }
}
