package dev.portside.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program that a benchmark needs and a Debian package has. */
enum Tool {
    WRK("wrk", "wrk"),
    NGINX("nginx", "nginx-light"),
    GO("go", "golang-go golang-github-gin-gonic-gin-dev golang-github-gomodule-redigo-dev");

    private final String program;
    private final String packages;

    Tool(String program, String packages) {
        this.program = program;
        this.packages = packages;
    }

    private Optional<Path> find() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    String path() {
        return find().orElseThrow().toString();
    }

    /** Ends this program with 1 and a line that says how to get them, when any of the tools is missing. */
    static void require(Tool... tools) {
        List<Tool> missing =
                Stream.of(tools).filter(tool -> tool.find().isEmpty()).toList();
        if (!missing.isEmpty()) {
            System.err.printf(
                    "missing: %s; get it with: apt-get install %s%n",
                    missing.stream().map(tool -> tool.program).collect(Collectors.joining(", ")),
                    missing.stream().map(tool -> tool.packages).collect(Collectors.joining(" ")));
            System.exit(1);
        }
    }

    /** Whether all are there, asked before anything is measured. */
    static final class Check {
        private Check() {}

        public static void main(String[] arguments) {
            require(values());
        }
    }
}
