package dev.portside.bootstrap.commands;

import dev.portside.bootstrap.settings.NatsSettings;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.Unavailable;
import dev.portside.nats.NatsCluster;
import dev.portside.nats.NatsOrderFeed;
import dev.portside.nats.OrderStream;
import java.time.Duration;
import java.util.Optional;

/** The stream of order messages, as the settings name it. */
final class NatsTarget implements OrderTarget {
    private static final Duration ACK_WAIT = Duration.ofSeconds(30);
    private static final int TRIES_MAX = 10;

    private final NatsSettings settings;
    private final NatsCluster nats;
    private final NatsOrderFeed feed;

    NatsTarget(NatsSettings settings) {
        this.settings = settings;
        this.nats = NatsCluster.open(settings.address());
        this.feed = new NatsOrderFeed(
                nats, new OrderStream(settings.stream(), settings.subject(), settings.durable(), ACK_WAIT));
    }

    @Override
    public Optional<String> post(byte[] payload) throws InterruptedException {
        for (int tries = 1; true; tries++) {
            try {
                String _ = feed.publish(payload, Optional.empty());
                return Optional.empty();
            } catch (Invalid e) {
                return Optional.of(String.valueOf(e.getMessage()));
            } catch (Unavailable e) {
                if (tries == TRIES_MAX) {
                    throw CommandFailed.away(
                            "NATS at " + settings.address() + " takes no orders: " + e.getMessage(), e);
                }
                Thread.sleep(Duration.ofMillis(500));
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        nats.close();
    }

    @Override
    public String toString() {
        return "NATS at " + settings.address();
    }
}
