package dev.portside.faults.fleet;

import java.util.Map;
import java.util.function.BiFunction;

/** A place for relays: one after another joins there, works for a while, and leaves in good order or is killed. */
public final class RelaySlot implements Victim, AutoCloseable {
    private final String name;
    private final BiFunction<String, Map<String, String>, Instance> relays;
    private Instance relay;
    private int lives;
    private int leaves;

    /** @param relays makes a relay with a name and with settings of its own */
    RelaySlot(String name, BiFunction<String, Map<String, String>, Instance> relays) {
        this.name = name;
        this.relays = relays;
        this.relay = next(Map.of());
    }

    private Instance next(Map<String, String> settings) {
        lives++;
        Instance joining = relays.apply(name + " life " + lives, settings);
        joining.start();
        return joining;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String role() {
        return "relay";
    }

    /** Lets a relay join that has these settings, too; it may not be ready yet. Nobody may be there. */
    void join(Map<String, String> settings) {
        relay = next(settings);
    }

    /** Lets the relay end in good order; {@link #revive} lets the next one join. */
    public void leave() {
        relay.stop();
        relay.close();
        leaves++;
    }

    @Override
    public void kill() {
        relay.kill();
        relay.close();
    }

    @Override
    public void revive() {
        join(Map.of());
        relay.awaitReady();
    }

    @Override
    public void pause() {
        relay.pause();
    }

    @Override
    public void resume() {
        relay.resume();
    }

    void awaitReady() {
        relay.awaitReady();
    }

    boolean isReady() {
        return relay.isReady();
    }

    boolean hasEnded() {
        return relay.hasEnded();
    }

    /** How many left in good order. */
    public int leaves() {
        return leaves;
    }

    @Override
    public void close() {
        relay.close();
    }
}
