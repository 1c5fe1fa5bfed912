package dev.portside.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one benchmark has found, kept until the report is written.
 *
 * @param settings with which it is measured in the same way again
 */
record Part(String name, String settings, List<Figure> figures) {
    private static final Path FOLDER = Path.of("target/benchmark/parts");
    private static final JsonMapper JSON = new JsonMapper();

    /** Prints the figures and keeps them in place of those that were found before. */
    void tell() throws IOException {
        figures.forEach(System.out::println);
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve(name + ".json"), JSON.writeValueAsBytes(this));
    }

    /** All that were kept, by their names. */
    static List<Part> all() throws IOException {
        if (Files.notExists(FOLDER)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(Part::read).toList();
        }
    }

    private static Part read(Path file) {
        return JSON.readValue(file, Part.class);
    }
}
