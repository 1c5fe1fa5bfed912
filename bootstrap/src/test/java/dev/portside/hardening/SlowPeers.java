package dev.portside.hardening;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Many slow connections, of all kinds in turns, each of which does a step five times a second. */
final class SlowPeers implements AutoCloseable {
    private static final long STEP_MILLIS = 200;

    private final List<SlowPeer> peers = new ArrayList<>();
    private final ScheduledExecutorService steps = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("slow-peers").factory());

    SlowPeers(int count, int port) {
        SlowPeer.Kind[] kinds = SlowPeer.Kind.values();
        for (int i = 0; i < count; i++) {
            peers.add(new SlowPeer(kinds[i % kinds.length], port));
        }
        var _ = steps.scheduleAtFixedRate(this::step, 0, STEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void step() {
        peers.forEach(SlowPeer::step);
    }

    /** What each connection that is still open is slow at. */
    List<SlowPeer.Kind> open() {
        return peers.stream().filter(peer -> !peer.isCut()).map(SlowPeer::kind).toList();
    }

    /** The longest that one of each kind lasted; to be asked when all are cut. */
    Map<SlowPeer.Kind, Duration> longest() {
        Map<SlowPeer.Kind, Duration> longest = new EnumMap<>(SlowPeer.Kind.class);
        peers.forEach(peer ->
                longest.merge(peer.kind(), peer.lasted(), (one, other) -> one.compareTo(other) > 0 ? one : other));
        return longest;
    }

    @Override
    public void close() {
        steps.close();
        peers.forEach(SlowPeer::close);
    }
}
