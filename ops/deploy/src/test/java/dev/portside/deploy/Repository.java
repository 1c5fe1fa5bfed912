package dev.portside.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that are tested here. */
final class Repository {
    static final Path ROOT = Path.of("../..");
    static final Path OPS = ROOT.resolve("ops");

    private Repository() {}

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
