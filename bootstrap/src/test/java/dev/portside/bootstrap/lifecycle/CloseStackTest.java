package dev.portside.bootstrap.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class CloseStackTest {
    private final CloseStack stack = new CloseStack();
    private final List<String> closed = Collections.synchronizedList(new ArrayList<>());

    @Test
    void closesInReverseAndOnce() {
        stack.push("first", () -> closed.add("first"));
        stack.push("second", () -> closed.add("second"));
        assertThat(stack.close(Duration.ofSeconds(10))).isTrue();
        assertThat(stack.close(Duration.ofSeconds(10))).isTrue();
        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void goesOnAfterAStepThatFails() {
        stack.push("first", () -> closed.add("first"));
        stack.push("broken", () -> {
            throw new IllegalStateException("broken on purpose");
        });
        assertThat(stack.close(Duration.ofSeconds(10))).isFalse();
        assertThat(closed).containsExactly("first");
    }

    @Test
    void goesOnAfterAStepThatOverruns() {
        CountDownLatch never = new CountDownLatch(1);
        stack.push("first", () -> closed.add("first"));
        stack.push("hanging", never::await);
        assertThat(stack.close(Duration.ofMillis(50))).isFalse();
        assertThat(closed).containsExactly("first");
    }

    @Test
    void closesTogetherWhatWasPushedTogether() {
        CyclicBarrier both = new CyclicBarrier(2);
        AutoCloseable meeting = () -> {
            both.await();
            closed.add("met");
        };
        stack.pushTogether("both", List.of(meeting, meeting));
        assertThat(stack.close(Duration.ofSeconds(10))).isTrue();
        assertThat(closed).containsExactly("met", "met");
    }

    @Test
    void closesTheOthersWhenOneOfThemFails() {
        stack.pushTogether(
                "all",
                List.of(
                        () -> {
                            throw new IllegalStateException("broken on purpose");
                        },
                        () -> closed.add("other")));
        assertThat(stack.close(Duration.ofSeconds(10))).isFalse();
        assertThat(closed).containsExactly("other");
    }
}
