package dev.portside.faults;

import java.nio.file.Path;

/** Where the tests find what they start. */
final class Distribution {
    static final Path FOLDER = Path.of("../../bootstrap/target/portside");

    private Distribution() {}
}
