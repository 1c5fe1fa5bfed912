package dev.portside.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What an instance costs that serves from memory: how long after it is executed it first answers, and how much memory it has
 * resident after a load of reads. Linux alone.
 */
public final class FootprintBenchmark {
    private static final double START_SECONDS_MOST = 1.0;
    private static final double RESIDENT_MEGABYTES_MOST = 300;
    private static final int CONNECTIONS = 64;
    private static final int TODOS = 1000;
    private static final int ORDERS = 100;
    private static final long STEP_MILLIS = 1;
    private static final byte[] REQUEST =
            "GET /todos HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Map<String, String> SETTINGS = Map.of(
            "REPOSITORY_TYPE", "mock",
            "HOST", "127.0.0.1",
            "PORT", "0",
            "LOG_LEVEL", "warn",
            "JWT_SECRET", "a secret of 32 bytes, for measurements");
    private static final List<String> PATHS = List.of(
            "/todos?limit=100",
            "/api/orders/b563feb7b2b84b6test1",
            "/api/bucket/check?key=footprint",
            "/todos?limit=10");

    private FootprintBenchmark() {}

    /** @param arguments the distribution's folder, the number of starts, seconds of load */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Tool.require(Tool.WRK);
        String program = Path.of(arguments[0], "bin/portside").toString();
        double[] starts = new double[Integer.parseInt(arguments[1])];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = startSeconds(program);
            System.out.printf("start %d: %.3f s%n", i + 1, starts[i]);
        }
        Arrays.sort(starts);
        System.out.println(Target.atMost("median start, s", starts[starts.length / 2], START_SECONDS_MOST));
        double resident = residentMegabytes(program, Integer.parseInt(arguments[2]));
        System.out.println(Target.atMost("resident after the load, MB", resident, RESIDENT_MEGABYTES_MOST));
    }

    /** From the execution to the end of the first answer's first line. */
    private static double startSeconds(String program) throws IOException, InterruptedException {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(program, "serve")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(SETTINGS);
        builder.environment().put("PORT", Integer.toString(port));
        long begin = System.nanoTime();
        Process process = builder.start();
        try {
            while (!answers(port)) {
                if (process.waitFor(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new IOException(program + " ended");
                }
            }
            return (System.nanoTime() - begin) / 1e9;
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A start tries whether its port is free, which looks like a server that hangs up. */
    private static boolean answers(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(REQUEST);
            byte[] answer = socket.getInputStream().readNBytes(12);
            return new String(answer, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
        } catch (SocketException _) {
            return false;
        }
    }

    private static double residentMegabytes(String program, int seconds) throws IOException, InterruptedException {
        try (ServerProcess portside = ServerProcess.start(List.of(program, "serve"), SETTINGS)) {
            run(program, "seed-todos", "--count", "" + TODOS, "--url", portside.url(""));
            run(program, "publish-orders", "--count", "" + ORDERS, "--seed", "1", "--url", portside.url(""));
            for (String path : PATHS) {
                double rate = new Wrk(1, CONNECTIONS).measure(portside.url(path), seconds / PATHS.size());
                System.out.printf("GET %s: %,.0f requests/s%n", path, rate);
            }
            return portside.residentBytes() / 1e6;
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(SETTINGS);
        if (builder.start().waitFor() != 0) {
            throw new IOException(command[1] + " failed");
        }
    }
}
