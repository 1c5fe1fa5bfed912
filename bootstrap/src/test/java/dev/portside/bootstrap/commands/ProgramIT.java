package dev.portside.bootstrap.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.PortsideProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the program prints and with which code it ends. */
class ProgramIT {
    @Test
    void anUnknownRepositoryTypeIsOneLineAndExit2() throws InterruptedException {
        try (PortsideProcess portside = PortsideProcess.start(Map.of("REPOSITORY_TYPE", "nonsense"))) {
            assertThat(portside.exitCode()).isEqualTo(2);
            assertThat(portside.output()).isEqualTo("REPOSITORY_TYPE=nonsense: must be postgres or mock");
        }
    }

    @Test
    void aBusyPortIsOneLineAndExit1() throws IOException, InterruptedException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                PortsideProcess portside = PortsideProcess.start(Map.of(
                        "REPOSITORY_TYPE", "mock",
                        "HOST", "127.0.0.1",
                        "PORT", Integer.toString(busy.getLocalPort())))) {
            assertThat(portside.exitCode()).isEqualTo(1);
            assertThat(portside.output().lines()).hasSize(1);
            assertThat(portside.output())
                    .contains("port " + busy.getLocalPort())
                    .contains("set PORT");
        }
    }

    @Test
    void aDatabaseThatIsAwayIsOneLineAndExit1() throws InterruptedException {
        Map<String, String> away = Map.of(
                "DATABASE_URL", "postgres://me:hunter2@127.0.0.1:1/away",
                "CONNECTION_TIMEOUT", "1ms",
                "HOST", "127.0.0.1",
                "PORT", "0");
        for (String command : List.of("migrate up", "serve")) {
            try (PortsideProcess portside = PortsideProcess.start(away, command.split(" "))) {
                assertThat(portside.exitCode()).isEqualTo(1);
                assertThat(portside.output())
                        .startsWith("the main database ")
                        .contains("127.0.0.1:1 refused")
                        .doesNotContain("hunter2")
                        .hasLineCount(1);
            }
        }
    }

    @Test
    void optionsForEveryJvmAreNoHindrance() throws InterruptedException {
        Map<String, String> options = Map.of("JAVA_TOOL_OPTIONS", "-Dportside.any=1");
        try (PortsideProcess portside = PortsideProcess.start(options, "--help")) {
            assertThat(portside.exitCode()).isZero();
            assertThat(portside.output()).contains("Usage: portside");
        }
    }

    @Test
    void badUsageIsExplainedAndExit2() throws InterruptedException {
        try (PortsideProcess portside = PortsideProcess.start(Map.of(), "serve", "--nonsense")) {
            assertThat(portside.exitCode()).isEqualTo(2);
            assertThat(portside.output()).contains("--nonsense").contains("Usage:");
        }
    }

    @Test
    void everyCommandExplainsItself() throws InterruptedException {
        for (String command : Main.commandLine().getSubcommands().keySet()) {
            try (PortsideProcess portside = PortsideProcess.start(Map.of(), command, "--help")) {
                assertThat(portside.exitCode()).isZero();
                assertThat(portside.output()).contains("Usage: portside " + command);
            }
        }
    }
}
