package dev.portside.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisProcessTest {
    @TempDir
    private Path folder;

    @Test
    void hasAServerForMachinesThatHaveNone() throws IOException {
        RedisProcess.unpack(folder);

        Process server = new ProcessBuilder(folder.resolve("redis-server").toString(), "--version").start();
        assertThat(new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("Redis server v=6.2");
    }
}
