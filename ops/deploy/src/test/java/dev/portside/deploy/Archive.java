package dev.portside.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The archive as {@code make dist} makes it, unpacked into a folder that had nothing in it. */
record Archive(Path file, Path home) {
    private static final Path ROOT = Path.of("../..");
    private static final Path MADE = Path.of("target/archive");

    static Archive makeAndUnpack(Path emptyFolder) throws IOException, InterruptedException {
        Files.createDirectories(MADE);
        Path file = Path.of(output(
                ROOT.resolve("ops/image/make-archive").toString(),
                ROOT.resolve("bootstrap/target/portside").toString(),
                ROOT.resolve("bootstrap/target/portside.cdx.json").toString(),
                MADE.toString()));
        output("tar", "-xzf", file.toString(), "-C", emptyFolder.toString());
        try (Stream<Path> unpacked = Files.list(emptyFolder)) {
            List<Path> homes = unpacked.toList();
            if (homes.size() != 1) {
                throw new IllegalStateException("the archive holds not one folder but " + homes);
            }
            return new Archive(file, homes.getFirst());
        }
    }

    /** What a program prints; it must end well. */
    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes()).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + said);
        }
        return said;
    }

    Path program() {
        return home.resolve("bin/portside");
    }

    Path runtime() {
        return home.resolve("runtime");
    }

    /** The names of the jars in lib. */
    List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
