package dev.portside.faults.fleet;

import java.util.stream.Stream;

/** Ending processes. */
final class Closing {
    private Closing() {}

    /** Closes all, several at once; the rest is closed whatever fails. */
    static void all(Stream<? extends AutoCloseable> parts) {
        parts.parallel().forEach(Closing::close);
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new EnvironmentFault("something did not end", e);
        }
    }
}
