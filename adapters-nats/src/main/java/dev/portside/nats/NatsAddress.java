package dev.portside.nats;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where NATS is, and who this process is there.
 *
 * @param urls of the servers, each {@code nats://} or {@code tls://}, perhaps with a user and a password
 * @param credentials a user's token and key, as the file holds them that NATS makes for the user
 */
public record NatsAddress(List<String> urls, Optional<String> credentials) {
    /** Several URLs with commas. */
    public static NatsAddress of(String urls, Optional<String> credentials) {
        return new NatsAddress(Arrays.stream(urls.split(",")).map(String::strip).toList(), credentials);
    }

    /** The hosts and ports alone. */
    @Override
    public String toString() {
        return urls.stream()
                .map(URI::create)
                .map(url -> url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()))
                .collect(Collectors.joining(", "));
    }
}
