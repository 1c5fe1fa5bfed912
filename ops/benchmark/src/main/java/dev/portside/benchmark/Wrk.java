package dev.portside.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The load generator: {@code wrk}, closed loop, keep-alive.
 *
 * @param depth how many requests a connection sends at once
 */
record Wrk(int threads, int connections, int depth) {
    private static final Pattern FIGURES =
            Pattern.compile("(?s)99%\\s+(?<p99>[0-9.]+[a-z]+).*Requests/sec:\\s+(?<rate>[0-9.]+)");
    private static final Pattern FAULT = Pattern.compile("(Non-2xx or 3xx responses|Socket errors):.*");

    /** {@code wrk} asks its script for what it sends. */
    private static final String PIPELINE = """
            init = function(args)
              pipeline = string.rep(wrk.format("GET"), tonumber(args[1]))
            end
            request = function()
              return pipeline
            end
            """;

    Wrk(int threads, int connections) {
        this(threads, connections, 1);
    }

    /** Requests a second; fails when one was answered otherwise than with success. */
    double measure(String url, int seconds) throws IOException {
        return Double.parseDouble(report(url, seconds).group("rate"));
    }

    /** The time within which 99 of 100 requests were answered, as wrk writes it. */
    String p99(String url, int seconds) throws IOException {
        return report(url, seconds).group("p99");
    }

    private List<String> command(String url, int seconds, Path script) {
        List<String> command = new ArrayList<>(List.of(
                "wrk", "-t" + threads, "-c" + connections, "-d" + seconds + "s", "--latency", "--timeout", "10s"));
        if (depth > 1) {
            command.addAll(List.of("-s", script.toString()));
        }
        command.add(url);
        if (depth > 1) {
            command.addAll(List.of("--", Integer.toString(depth)));
        }
        return command;
    }

    private Matcher report(String url, int seconds) throws IOException {
        Path script = Files.createTempFile("pipeline", ".lua");
        String report;
        try {
            Files.writeString(script, PIPELINE);
            Process process = new ProcessBuilder(command(url, seconds, script))
                    .redirectErrorStream(true)
                    .start();
            report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            Files.delete(script);
        }
        Matcher figures = FIGURES.matcher(report);
        if (!figures.find() || FAULT.matcher(report).find()) {
            throw new IOException("wrk against " + url + " said:\n" + report);
        }
        return figures;
    }
}
