package dev.portside.stack.process;

import dev.portside.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Programs that were unpacked once for all runs: in {@code ~/.cache/portside}, and for root, whose home other users may not
 * enter, in {@code /var/cache/portside}.
 */
final class Cache {
    /** Fills a new folder. */
    @FunctionalInterface
    interface Filler {
        void fill(Path folder) throws IOException;
    }

    private Cache() {}

    /** The folder of that name, filled before if this is the first time; complete even when several programs do it at once. */
    static Path folder(String name, Filler filler) {
        Path folder = home().resolve(name);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Path unfinished = folder.resolveSibling(name + "." + UUID.randomUUID());
        try {
            Files.createDirectories(unfinished);
            try {
                filler.fill(unfinished);
                Files.move(unfinished, folder);
            } catch (IOException e) {
                if (!Files.isDirectory(folder)) {
                    throw e;
                }
            } finally {
                Folders.delete(unfinished);
            }
            return folder;
        } catch (IOException e) {
            throw new StackFailure("can't unpack " + name + " into " + folder + ": " + e.getMessage(), e);
        }
    }

    private static Path home() {
        if (Programs.isRoot()) {
            return Path.of("/var/cache/portside");
        }
        Path home = Path.of(System.getProperty("user.home"));
        return (Files.isWritable(home) ? home.resolve(".cache") : Path.of(System.getProperty("java.io.tmpdir")))
                .resolve("portside");
    }
}
