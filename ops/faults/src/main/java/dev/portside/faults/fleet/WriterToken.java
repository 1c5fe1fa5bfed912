package dev.portside.faults.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A token that lets its bearer change todos. */
final class WriterToken {
    private WriterToken() {}

    /** Has the distribution make one. */
    static String made(Path distribution, String secret) {
        ProcessBuilder portside = new ProcessBuilder(
                        distribution.resolve("bin/portside").toAbsolutePath().toString(),
                        "token",
                        "--sub",
                        "faults",
                        "--role",
                        "todos:write",
                        "--ttl",
                        "12h")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        portside.environment().put("JWT_SECRET", secret);
        portside.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            Process made = portside.start();
            String token = new String(made.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (made.waitFor() != 0) {
                throw new EnvironmentFault("no token could be made", new IOException("portside token failed"));
            }
            return token;
        } catch (IOException e) {
            throw new EnvironmentFault("no token could be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentFault("interrupted", e);
        }
    }
}
