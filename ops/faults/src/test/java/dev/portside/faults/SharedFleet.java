package dev.portside.faults;

import dev.portside.faults.fleet.Fleet;
import java.nio.file.Path;

/** Three instances on two databases, started once for all tests here, which leave it running and idle. It ends with this process. */
final class SharedFleet {
    private static final int INSTANCES = 3;

    private SharedFleet() {}

    private static final class Holder {
        private static final Fleet FLEET = Fleet.start(Distribution.FOLDER, Path.of("target/faults"), INSTANCES);
    }

    static Fleet ready() {
        Holder.FLEET.awaitReady();
        return Holder.FLEET;
    }
}
