package dev.portside.faults.rolling;

import dev.portside.faults.fleet.Fleet;
import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.load.AtOnce;
import dev.portside.faults.load.Report;
import dev.portside.stack.process.NginxProcess;
import dev.portside.stack.process.Ports;
import dev.portside.stack.process.ProcessRunner;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * A new version rolls out: behind nginx, which is told nothing, one instance after the other is stopped in good order and
 * started again, while clients send each request once. None may fail, and what was accepted is there afterwards, once.
 */
public final class RollingTrial {
    private static final int ACCEPTED_BETWEEN = 200;
    private static final Duration TIME_MAX = Duration.ofMinutes(2);

    /**
     * What came of it.
     *
     * @param failed requests that were answered otherwise than with success, or not at all
     * @param wrong records that are missing or were changed more than once
     */
    public record Outcome(int restarts, int requests, int accepted, List<String> failed, List<String> wrong) {
        public boolean clean() {
            return failed.isEmpty() && wrong.isEmpty();
        }

        @Override
        public String toString() {
            List<String> lines = new ArrayList<>();
            lines.add("%d restarts, %d requests, %d failed; %d records accepted, %d lost or doubled"
                    .formatted(restarts, requests, failed.size(), accepted, wrong.size()));
            Report.show(lines, "failed", failed);
            Report.show(lines, "wrong", wrong);
            return String.join("\n", lines);
        }
    }

    private RollingTrial() {}

    /**
     * @param nginx the folder with nginx' configuration
     * @param prefix with which the ids of the records begin; those of no other trial on this fleet
     * @param rounds how often each instance is started anew
     */
    public static Outcome run(Fleet fleet, Path nginx, String prefix, int clientCount, int rounds)
            throws InterruptedException {
        List<Instance> instances = fleet.instances();
        int port = Ports.free();
        int[] upstreams = instances.stream()
                .mapToInt(instance -> instance.uri("/").getPort())
                .toArray();
        try (ProcessRunner proxy = NginxProcess.of(nginx, port, Ports.free(), upstreams);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            proxy.start();
            URI service = URI.create("http://127.0.0.1:" + port);
            List<SteadyClient> clients = IntStream.range(0, clientCount)
                    .mapToObj(i -> new SteadyClient(service, prefix + i + "-"))
                    .toList();
            Until.holds(() -> "nginx answers", TIME_MAX, clients.getFirst()::isAnswered);
            List<Future<?>> running = new ArrayList<>();
            clients.forEach(client -> running.add(threads.submit(client::send)));
            for (int restart = 0; restart < rounds * instances.size(); restart++) {
                awaitMore(clients);
                Instance instance = instances.get(restart % instances.size());
                instance.stop();
                instance.revive();
            }
            awaitMore(clients);
            clients.forEach(SteadyClient::stop);
            AtOnce.join(running);
            return judged(clients, instances.getFirst().uri("/"), rounds * instances.size());
        }
    }

    /** Waits until the clients have got on, so that every restart meets them at work. */
    private static void awaitMore(List<SteadyClient> clients) {
        int before = accepted(clients);
        Until.holds(
                () -> ACCEPTED_BETWEEN + " more records are accepted",
                TIME_MAX,
                () -> accepted(clients) >= before + ACCEPTED_BETWEEN || failed(clients) > 0);
    }

    private static int accepted(List<SteadyClient> clients) {
        return clients.stream().mapToInt(SteadyClient::accepted).sum();
    }

    private static int failed(List<SteadyClient> clients) {
        return clients.stream().mapToInt(client -> client.failed().size()).sum();
    }

    private static Outcome judged(List<SteadyClient> clients, URI instance, int restarts) throws InterruptedException {
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        AtOnce.run(clients.size(), i -> wrong.addAll(clients.get(i).wrong(instance, TIME_MAX)));
        return new Outcome(
                restarts,
                clients.stream().mapToInt(SteadyClient::requests).sum(),
                accepted(clients),
                clients.stream().flatMap(client -> client.failed().stream()).toList(),
                List.copyOf(wrong));
    }
}
