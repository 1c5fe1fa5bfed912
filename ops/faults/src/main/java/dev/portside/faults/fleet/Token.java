package dev.portside.faults.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A token that instances take. */
final class Token {
    private Token() {}

    /** Has the distribution make one that gives its bearer these roles. */
    static String made(Path distribution, String secret, String... roles) {
        List<String> command = new ArrayList<>(List.of(
                distribution.resolve("bin/portside").toAbsolutePath().toString(),
                "token",
                "--sub",
                "faults",
                "--ttl",
                "12h"));
        for (String role : roles) {
            command.addAll(List.of("--role", role));
        }
        ProcessBuilder portside = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
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
