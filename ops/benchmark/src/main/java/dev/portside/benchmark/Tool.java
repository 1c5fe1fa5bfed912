package dev.portside.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
        for (Tool tool : tools) {
            if (tool.find().isEmpty()) {
                System.err.println(tool.program + " is missing; get it with: apt-get install " + tool.packages);
                System.exit(1);
            }
        }
    }
}
