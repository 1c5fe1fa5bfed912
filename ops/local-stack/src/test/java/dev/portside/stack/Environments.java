package dev.portside.stack;

import java.util.Map;

/** Environments of programs that tests start. */
final class Environments {
    private Environments() {}

    /** Neither given servers nor containers, whatever this test run has. */
    static void forProcesses(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("STACK_"));
        environment.put("STACK_DOCKER", "never");
    }
}
