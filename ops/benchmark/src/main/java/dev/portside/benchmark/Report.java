package dev.portside.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * All figures in a Markdown table, those of which nothing is asked in a second one; printed, and kept beside the same as
 * JSON.
 *
 * @param unmeasured the parts that failed
 */
record Report(String machine, String date, String commit, List<Part> parts, List<String> unmeasured) {
    private static final Path FOLDER = Path.of("target/benchmark");

    /**
     * Ends with 1 when a part failed, or when figures must be met and one is not.
     *
     * @param arguments the commit, whether figures must be met ({@code 1}), the names of the parts that failed
     */
    public static void main(String[] arguments) throws IOException {
        List<String> unmeasured = List.of(arguments).subList(2, arguments.length);
        Report report = new Report(
                Machine.spoken(),
                Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(),
                arguments[0],
                Part.all(),
                unmeasured);
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve("report.md"), report.markdown());
        Files.write(FOLDER.resolve("report.json"), new JsonMapper().writeValueAsBytes(report));
        System.out.println();
        System.out.print(report.markdown());
        boolean strict = arguments[1].equals("1");
        if (!unmeasured.isEmpty() || (strict && !report.isMet())) {
            System.exit(1);
        }
    }

    boolean isMet() {
        return figures().allMatch(Figure::met);
    }

    String markdown() {
        StringBuilder text = new StringBuilder("%s; %s, commit %s%n%n".formatted(machine, date, commit));
        text.append(table(
                "| what | required | median | rounds | met |\n| --- | --- | ---: | ---: | --- |\n", Figure::isAsked));
        text.append(table("| what | median | rounds |\n| --- | ---: | ---: |\n", figure -> !figure.isAsked()));
        parts.stream()
                .filter(part -> !part.settings().isEmpty())
                .forEach(part -> text.append("    make benchmark-%s %s%n".formatted(part.name(), part.settings())));
        unmeasured.forEach(name -> text.append("%n**Not measured: %s.**%n".formatted(name)));
        return text.toString();
    }

    /** Nothing when it would have no row. */
    private String table(String head, Predicate<Figure> chosen) {
        String rows = figures().filter(chosen).map(Figure::tableRow).collect(Collectors.joining());
        return rows.isEmpty() ? "" : head + rows + "\n";
    }

    private Stream<Figure> figures() {
        return parts.stream().flatMap(part -> part.figures().stream());
    }
}
