package dev.portside.faults.products;

import dev.portside.faults.fleet.EnvironmentFault;
import dev.portside.faults.fleet.Jcmd;
import dev.portside.faults.fleet.Proc;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Lets instances collect all their garbage, so that what they use is what they hold. */
final class FullCollection {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private FullCollection() {}

    /** Returns when every instance that this program started has done it. */
    static void inInstances() throws InterruptedException {
        List<ProcessHandle> instances =
                ProcessHandle.current().descendants().filter(Proc::isInstance).toList();
        if (instances.isEmpty()) {
            throw new EnvironmentFault("no instance is found", new IOException("no process runs it"));
        }
        for (ProcessHandle instance : instances) {
            collect(instance.pid());
        }
    }

    private static void collect(long pid) throws InterruptedException {
        try {
            if (Jcmd.tell(pid, PATIENCE, "GC.run").isEmpty()) {
                throw new IOException("no answer to GC.run");
            }
        } catch (IOException e) {
            throw new EnvironmentFault("no instance can be told to collect", e);
        }
    }
}
