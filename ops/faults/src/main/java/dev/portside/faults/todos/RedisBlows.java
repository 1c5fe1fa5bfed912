package dev.portside.faults.todos;

import dev.portside.faults.fleet.EnvironmentFault;
import dev.portside.faults.fleet.Victim;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** What can happen to a Redis server that keeps pages. */
final class RedisBlows {
    private enum Blow {
        KILL,
        PAUSE,
        FLUSH,
        CUT_TRACKING
    }

    private static final Duration AWAY_MAX = Duration.ofMillis(1_500);
    private static final int ANSWER_MILLIS_MAX = 2_000;

    private final Victim redis;
    private final int port;
    private final RandomGenerator random;
    private final Map<Blow, Integer> done = new EnumMap<>(Blow.class);

    RedisBlows(Victim redis, int port, RandomGenerator random) {
        this.redis = redis;
        this.port = port;
        this.random = random;
    }

    /** Does one of them, and returns when the server is there again. */
    void next() {
        Blow blow = Blow.values()[random.nextInt(Blow.values().length)];
        switch (blow) {
            case KILL -> {
                redis.kill();
                pass();
                redis.revive();
            }
            case PAUSE -> {
                redis.pause();
                pass();
                redis.resume();
            }
            case FLUSH -> command("FLUSHALL");
            case CUT_TRACKING ->
                command("CLIENT LIST").stream()
                        .filter(line -> line.matches(".* flags=\\w*t.*"))
                        .map(line -> line.replaceAll("^id=(\\d+) .*", "$1"))
                        .forEach(id -> command("CLIENT KILL ID " + id));
        }
        done.merge(blow, 1, Integer::sum);
    }

    private void pass() {
        LockSupport.parkNanos(random.nextLong(AWAY_MAX.toNanos()));
    }

    /** The lines of the answer, up to an empty one or the end of a short answer. */
    private List<String> command(String text) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(ANSWER_MILLIS_MAX);
            socket.getOutputStream().write((text + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new EnvironmentFault("Redis does not take " + text, e);
        }
    }

    @Override
    public String toString() {
        return done.toString();
    }
}
