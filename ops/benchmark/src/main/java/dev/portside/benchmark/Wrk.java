package dev.portside.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator: {@code wrk}, closed loop, keep-alive. */
record Wrk(int threads, int connections) {
    private static final Pattern FIGURES =
            Pattern.compile("(?s)99%\\s+(?<p99>[0-9.]+[a-z]+).*Requests/sec:\\s+(?<rate>[0-9.]+)");
    private static final Pattern FAULT = Pattern.compile("(Non-2xx or 3xx responses|Socket errors):.*");

    /** Whether this machine has it. */
    static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder("wrk", "-v")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    <= 1;
        } catch (IOException _) {
            return false;
        }
    }

    /** Requests a second; fails when one was answered otherwise than with success. */
    double measure(String url, int seconds) throws IOException {
        return Double.parseDouble(report(url, seconds).group("rate"));
    }

    /** The time within which 99 of 100 requests were answered, as wrk writes it. */
    String p99(String url, int seconds) throws IOException {
        return report(url, seconds).group("p99");
    }

    private Matcher report(String url, int seconds) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        "wrk",
                        "-t" + threads,
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "--latency",
                        "--timeout",
                        "10s",
                        url))
                .redirectErrorStream(true)
                .start();
        String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher figures = FIGURES.matcher(report);
        if (!figures.find() || FAULT.matcher(report).find()) {
            throw new IOException("wrk against " + url + " said:\n" + report);
        }
        return figures;
    }
}
