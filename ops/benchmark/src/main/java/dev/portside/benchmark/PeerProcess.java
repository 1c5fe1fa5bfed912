package dev.portside.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** {@link Peer}, in a process of its own. */
record PeerProcess(ServerProcess server, Client client, RandomGenerator random) implements Contender {
    @Override
    public Throughput throughput(Duration time) throws IOException, InterruptedException {
        String path = "/throughput?seconds=" + time.toSeconds() + "&seed=" + random.nextLong();
        return Throughput.parse(client.get(server.url(path)));
    }
}
