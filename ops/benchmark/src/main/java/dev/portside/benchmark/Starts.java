package dev.portside.benchmark;

import dev.portside.stack.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How long a start takes: from its execution to the end of the first line of the first 200 at a path.
 *
 * @param path that is asked for again and again
 */
record Starts(Portside portside, String path) {
    private static final long STEP_MILLIS = 1;
    private static final byte[] SUCCESS = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);

    /** Seconds. */
    Spread seconds(int count) throws IOException, InterruptedException {
        double[] starts = new double[count];
        for (int i = 0; i < count; i++) {
            starts[i] = once();
            System.out.printf("start %d until GET %s: %.3f s%n", i + 1, path, starts[i]);
        }
        return Spread.of(starts);
    }

    private double once() throws IOException, InterruptedException {
        int port = Ports.free();
        ProcessBuilder builder = portside.with("PORT", Integer.toString(port))
                .process("serve")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        long begin = System.nanoTime();
        Process process = builder.start();
        try {
            while (!answers(port)) {
                if (process.waitFor(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new IOException("the service ended");
                }
            }
            return (System.nanoTime() - begin) / 1e9;
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    /** A start tries whether its port is free, which looks like a server that hangs up. */
    private boolean answers(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .formatted(path)
                            .getBytes(StandardCharsets.US_ASCII));
            return Arrays.equals(socket.getInputStream().readNBytes(SUCCESS.length), SUCCESS);
        } catch (SocketException _) {
            return false;
        }
    }
}
