package dev.portside.faults.together;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of a report. */
public final class ReportFile {
    private ReportFile() {}

    /** Writes it over what is there. What a finding quotes may be no valid text; it is written with question marks. */
    public static Path write(Path file, String text) throws IOException {
        return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
