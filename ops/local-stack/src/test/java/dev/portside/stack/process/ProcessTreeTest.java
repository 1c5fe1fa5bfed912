package dev.portside.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {
    private static final int ELDER = 100;

    /** Many are killed before the one that goes on bearing others. */
    private static final String TREE = """
            i=0; while [ $i -lt %d ]; do sleep $0 & i=$((i+1)); done
            (i=0; while [ $i -lt 1000 ]; do sleep $0 & sleep 0.003; i=$((i+1)); done; wait) & wait""".formatted(ELDER);

    @Test
    void aKillLeavesNoneThatWasBornMeanwhile() throws IOException, InterruptedException {
        String sleep = "30.0" + ProcessHandle.current().pid();
        Process parent = new ProcessBuilder("sh", "-c", TREE, sleep).start();
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> parent.descendants().count() > ELDER + 5);

        new ProcessTree(parent).kill(Duration.ofSeconds(10));

        assertThat(parent.isAlive()).isFalse();
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> process.info()
                                .commandLine()
                                .filter(line -> line.endsWith("sleep " + sleep))
                                .isPresent()))
                .isEmpty();
    }
}
