package dev.portside.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where it was measured. */
final class Machine {
    private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*: (.+)$");
    private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s*(\\d+) kB$");

    private Machine() {}

    /** In one line: processor, cores, memory, system, Java. */
    static String spoken() throws IOException {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %.0f GB, %s %s, Java %s",
                found(Path.of("/proc/cpuinfo"), MODEL, System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                Double.parseDouble(found(Path.of("/proc/meminfo"), MEMORY, "0")) / (1 << 20),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.version());
    }

    private static String found(Path file, Pattern pattern, String otherwise) throws IOException {
        if (!Files.isReadable(file)) {
            return otherwise;
        }
        Matcher matcher = pattern.matcher(Files.readString(file));
        return matcher.find() ? matcher.group(1) : otherwise;
    }
}
