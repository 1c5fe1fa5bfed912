package dev.portside.load.report;

import dev.portside.load.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A run as text, JSON and a plot, in files that are named after it. */
public final class ReportFiles {
    private ReportFiles() {}

    /** Writes them over those of an earlier run of the same name; the files. */
    public static List<Path> write(Path folder, String name, Result result) throws IOException {
        Files.createDirectories(folder);
        return List.of(
                Files.writeString(folder.resolve(name + ".txt"), TextReport.whole(result)),
                Files.writeString(folder.resolve(name + ".json"), JsonReport.text(result)),
                Files.writeString(folder.resolve(name + ".svg"), SvgPlot.text(result)));
    }
}
