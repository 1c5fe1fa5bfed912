package dev.portside.fuzz;

import dev.portside.bootstrap.settings.BadSettings;
import dev.portside.bootstrap.settings.Environment;
import dev.portside.bootstrap.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code .env}, and every setting in it. */
public final class DotEnvFuzz {
    private static final Path FILE = file();

    private DotEnvFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        String text = Check.text(input);
        if (text.contains("_FILE")) {
            return; // Would have it read files of this machine.
        }
        Files.write(FILE, input);
        try {
            Settings _ = Settings.read(Environment.of(Map.of(), FILE));
        } catch (BadSettings _) {
            // Refused, as it should be.
        }
    }

    private static Path file() {
        try {
            Path file = Files.createTempFile("fuzz", ".env");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
