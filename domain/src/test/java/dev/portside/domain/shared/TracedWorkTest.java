package dev.portside.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TracedWorkTest {
    private static final String ONE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String OTHER = "00-4bf92f3577b34da6a3ce929d0e0e4737-00f067aa0ba902b8-01";

    @Test
    void workBelongsToItsTracesWhileItIsDoneAndNoLonger() {
        assertThat(TracedWork.traceparents()).isEmpty();
        TracedWork.run(List.of(ONE, OTHER), () -> {
            assertThat(TracedWork.traceparents()).containsExactly(ONE, OTHER);
            TracedWork.run(
                    List.of(OTHER), () -> assertThat(TracedWork.traceparents()).containsExactly(OTHER));
            assertThat(TracedWork.traceparents()).containsExactly(ONE, OTHER);
        });
        assertThat(TracedWork.traceparents()).isEmpty();
    }

    @Test
    void workOfNobodyWithinTracedWorkBelongsToNobody() {
        TracedWork.run(
                List.of(ONE),
                () -> TracedWork.run(
                        List.of(), () -> assertThat(TracedWork.traceparents()).isEmpty()));
    }

    @Test
    void aFailureEndsItAsWell() {
        assertThatThrownBy(() -> TracedWork.call(List.of(ONE), () -> {
                    throw new Invalid("no");
                }))
                .isInstanceOf(Invalid.class);
        assertThat(TracedWork.traceparents()).isEmpty();
    }

    @Test
    void anotherThreadWorksForItself() {
        TracedWork.run(List.of(ONE), () -> {
            CompletableFuture<List<String>> seen = new CompletableFuture<>();
            Thread _ = Thread.ofVirtual().start(() -> seen.complete(TracedWork.traceparents()));
            assertThat(seen.join()).isEmpty();
        });
    }
}
