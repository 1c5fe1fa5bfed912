package dev.portside.stack;

import java.nio.file.Path;
import java.util.Locale;

/** Names of folders for servers, under the system's folder for temporary files; who runs the server makes and deletes them. */
final class TemporaryFolders {
    private TemporaryFolders() {}

    static Path next(String name) {
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return Path.of(System.getProperty("java.io.tmpdir"), Names.fresh("portside-" + plain));
    }
}
