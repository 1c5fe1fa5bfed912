package dev.portside.stack.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The machine's own NATS server, else the one of its package registry. */
public final class NatsProcess {
    private static final Duration STOP_TIME_MAX = Duration.ofSeconds(5);

    /**
     * JetStream flushes to disk every two minutes unless it is told to do it for each message, which servers before 2.10
     * don't know.
     */
    private static final String SCRIPT = """
            server=$1 folder=$2 port=$3 sync=$4
            configure() {
              printf 'listen: "127.0.0.1:%s"\\njetstream { store_dir: "%s" %s }\\n' "$port" "$folder/data" "$1" >"$folder/nats.conf"
            }
            configure "$sync"
            "$server" -t -c "$folder/nats.conf" >/dev/null 2>&1 || configure ''
            exec "$server" -c "$folder/nats.conf"
            """;

    private NatsProcess() {}

    /** @param flushEach to disk before a message is acknowledged, where the server can */
    public static ProcessRunner of(String name, Path folder, int port, boolean flushEach) {
        Path program = DebianPackage.NATS_SERVER.path();
        List<String> command = new ArrayList<>(Guard.dyingWithParent());
        command.addAll(List.of("sh", "-c", SCRIPT, "sh"));
        command.addAll(List.of(program.toString(), folder.toString(), Integer.toString(port)));
        command.add(flushEach ? ", sync_interval: always" : "");
        return ProcessRunner.of(ProcessPlan.server(name, folder, "TERM", STOP_TIME_MAX, command));
    }
}
