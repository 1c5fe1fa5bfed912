package dev.portside.stack.process;

import java.util.List;

/** A second string to the {@link Warden}'s bow: where the system can, a server dies even when its warden is killed. */
final class Guard {
    private static final boolean AVAILABLE = Programs.find("setpriv").isPresent();

    private Guard() {}

    /** What comes before a command, so that SIGKILL reaches it when the thread that started it is gone. */
    static List<String> dyingWithParent() {
        return AVAILABLE ? List.of("setpriv", "--pdeathsig=KILL") : List.of();
    }
}
