package dev.portside.faults.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the faults rely on, on an instance without backends. */
@Timeout(120)
class InstanceIT {
    private static final Path DISTRIBUTION = Path.of("../../bootstrap/target/portside");

    @Test
    void clientsSeeItsFaultsForWhatTheyAre() {
        Path log = Path.of("target/faults/instance.log");
        try (Instance instance = Instance.of("instance", DISTRIBUTION, log, Map.of("REPOSITORY_TYPE", "mock"));
                Caller caller = new Caller(Duration.ofMillis(500))) {
            instance.revive();
            assertThat(caller.get(instance, "/get?id=nobody"))
                    .isInstanceOfSatisfying(
                            Reply.Answered.class,
                            answered -> assertThat(answered.status()).isEqualTo(404));

            instance.pause();
            assertThat(insert(caller, instance)).isInstanceOf(Reply.Unanswered.class);
            instance.resume();
            instance.awaitReady();

            instance.kill();
            instance.supervise();
            assertThat(insert(caller, instance)).isInstanceOf(Reply.NotSent.class);
            instance.revive();
            assertThat(insert(caller, instance))
                    .isInstanceOfSatisfying(
                            Reply.Answered.class,
                            answered -> assertThat(answered.status()).isEqualTo(202));
            assertThat(log).content().contains("Portside serves");
        }
    }

    private static Reply insert(Caller caller, Instance instance) {
        return caller.post(instance, "/insert", "{\"id\":\"a\",\"value\":1}");
    }
}
