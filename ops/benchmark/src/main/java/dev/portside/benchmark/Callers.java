package dev.portside.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Callers that each have a connection of their own and wait for an answer before they call again. One thread serves them
 * all, from requests that are ready bytes: the load shares the machine with what it loads.
 */
final class Callers implements AutoCloseable {
    private static final Duration SILENCE_MAX = Duration.ofSeconds(30);

    private final Selector selector = Selector.open();
    private final List<Caller> all = new ArrayList<>();
    private final Deque<Caller> idle = new ArrayDeque<>();

    Callers(int port, int count) throws IOException {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        for (int i = 0; i < count; i++) {
            all.add(Caller.connect(server, selector));
        }
        idle.addAll(all);
    }

    /**
     * Calls until there are no more calls to make, and waits for all answers; fails at an answer of another status. An
     * answer's time counts from the moment in which its call was due, also when nobody was free to make it then:
     * otherwise a server that stalls would be asked less, and look better, the longer it does.
     *
     * @param status of each answer
     * @param sampling of how many answers one's text is kept
     */
    Answers call(Supplier<ByteBuffer> requests, Pace pace, String status, int sampling) throws IOException {
        return call(requests, pace, new Answers(status, sampling));
    }

    /** The same, with answers as {@code answers} takes them. */
    Answers call(Supplier<ByteBuffer> requests, Pace pace, Answers answers) throws IOException {
        long start = System.nanoTime();
        long now = 0;
        for (long calls = 0; ; now = System.nanoTime() - start) {
            long due = pace.due(calls, now);
            while (due <= now && !idle.isEmpty()) {
                idle.remove().send(requests.get(), due);
                calls++;
                due = pace.due(calls, now);
            }
            if (due == Pace.NEVER && idle.size() == all.size()) {
                return answers;
            }
            receive(answers, start, idle.isEmpty() ? Pace.NEVER : due - now);
        }
    }

    /** Takes the answers that come within that time. */
    private void receive(Answers answers, long start, long nanosMax) throws IOException {
        long millis = Math.clamp(TimeUnit.NANOSECONDS.toMillis(nanosMax), 1, SILENCE_MAX.toMillis());
        int ready = selector.select(millis);
        if (ready == 0 && millis == SILENCE_MAX.toMillis()) {
            throw new IOException("no answer within " + SILENCE_MAX.toSeconds() + " s");
        }
        for (SelectionKey key : selector.selectedKeys()) {
            Caller caller = (Caller) key.attachment();
            if (caller.receive()) {
                answers.add(caller, System.nanoTime() - start);
                idle.add(caller);
            }
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        for (Caller caller : all) {
            caller.close();
        }
        selector.close();
    }
}
