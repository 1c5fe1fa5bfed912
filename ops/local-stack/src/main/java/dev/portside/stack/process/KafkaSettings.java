package dev.portside.stack.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The settings of a broker that is its own controller and alone. */
public final class KafkaSettings {
    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // A killed broker is let in again when its session is over: not after the usual nine seconds, yet late
            // enough for a machine that is busy.
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("broker.session.timeout.ms", "3000"));

    private KafkaSettings() {}

    /** The controller of such a broker without it; the broker's session is over at once. */
    static Map<String, String> ofController(int controllerPort) {
        return new HashMap<>(Map.of(
                "process.roles",
                "controller",
                "node.id",
                FIXED.get("node.id"),
                "controller.listener.names",
                FIXED.get("controller.listener.names"),
                "listener.security.protocol.map",
                FIXED.get("listener.security.protocol.map"),
                "controller.quorum.voters",
                voters(controllerPort),
                "listeners",
                "CONTROLLER://127.0.0.1:" + controllerPort,
                "broker.heartbeat.interval.ms",
                "50",
                "broker.session.timeout.ms",
                "100"));
    }

    private static String voters(int controllerPort) {
        return "1@127.0.0.1:" + controllerPort;
    }

    /** Both ports on the loopback address. */
    public static Map<String, String> of(int port, int controllerPort) {
        return of(port, controllerPort, List.of());
    }

    /** @param detours further ports for clients */
    static Map<String, String> of(int port, int controllerPort, List<Detour> detours) {
        StringBuilder listeners = new StringBuilder("PLAINTEXT://127.0.0.1:" + port);
        StringBuilder advertised = new StringBuilder(listeners);
        StringBuilder protocols = new StringBuilder(FIXED.get("listener.security.protocol.map"));
        for (Detour detour : detours) {
            String name = "DETOUR" + detour.listened();
            listeners.append(",%s://127.0.0.1:%d".formatted(name, detour.listened()));
            advertised.append(",%s://127.0.0.1:%d".formatted(name, detour.advertised()));
            protocols.append(",%s:PLAINTEXT".formatted(name));
        }
        Map<String, String> settings = new HashMap<>(FIXED);
        settings.put("controller.quorum.voters", voters(controllerPort));
        settings.put("listeners", listeners + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", advertised.toString());
        settings.put("listener.security.protocol.map", protocols.toString());
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        return settings;
    }

    /**
     * A port of a broker at which clients are told to come to another one: so everything that they do goes through what
     * listens there.
     */
    public record Detour(int listened, int advertised) {
        /** What {@link #toString} makes of it. */
        static Detour of(String text) {
            String[] ports = text.split(":", 2);
            return new Detour(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
        }

        @Override
        public String toString() {
            return listened + ":" + advertised;
        }
    }
}
