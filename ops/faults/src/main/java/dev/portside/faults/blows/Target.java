package dev.portside.faults.blows;

import dev.portside.faults.fleet.Victim;
import dev.portside.faults.fleet.Way;
import dev.portside.stack.proxy.FaultyProxy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be harmed. */
public sealed interface Target {
    String name();

    /** What of the whole it is; one part bears one harm at a time. */
    Set<String> parts();

    /** What can be done to it. */
    Set<Harm> harms();

    void strike(Harm harm);

    /** Ends what {@link #strike} began, and returns when it is over. */
    void mend(Harm harm);

    /** The part that is an instance's way to a backend. */
    static String way(String instance, String backend) {
        return instance + " to " + backend;
    }

    /** An instance or a server. */
    record Program(Victim victim) implements Target {
        @Override
        public String name() {
            return victim.name();
        }

        @Override
        public Set<String> parts() {
            return Set.of(victim.role().equals("instance") ? victim.name() : victim.role());
        }

        @Override
        public Set<Harm> harms() {
            return EnumSet.of(Harm.KILL, Harm.PAUSE);
        }

        @Override
        public void strike(Harm harm) {
            if (harm == Harm.KILL) {
                victim.kill();
            } else {
                victim.pause();
            }
        }

        @Override
        public void mend(Harm harm) {
            if (harm == Harm.KILL) {
                victim.revive();
            } else {
                victim.resume();
            }
        }
    }

    /** The network between. */
    record Network(Way way) implements Target {
        private static final Duration DELAY = Duration.ofMillis(100);
        private static final int SLOW_BYTES_PER_SECOND = 32 * 1024;

        @Override
        public String name() {
            return way.name();
        }

        @Override
        public Set<String> parts() {
            return way.instances().stream()
                    .map(instance -> Target.way(instance, way.backend()))
                    .collect(Collectors.toSet());
        }

        @Override
        public Set<Harm> harms() {
            return EnumSet.range(Harm.CUT, Harm.SLOW);
        }

        @Override
        public void strike(Harm harm) {
            List<FaultyProxy> proxies = way.proxies();
            switch (harm) {
                case CUT -> proxies.forEach(FaultyProxy::cut);
                case REFUSE -> {
                    proxies.forEach(FaultyProxy::refuse);
                    proxies.forEach(FaultyProxy::cut);
                }
                case HALF_OPEN -> proxies.forEach(FaultyProxy::halfOpen);
                case SILENCE -> proxies.forEach(FaultyProxy::stall);
                case DELAY -> proxies.forEach(proxy -> proxy.delay(DELAY));
                case SLOW -> proxies.forEach(proxy -> proxy.narrow(SLOW_BYTES_PER_SECOND));
                case KILL, PAUSE -> throw new IllegalArgumentException(harm + " of a network");
            }
        }

        @Override
        public void mend(Harm harm) {
            way.proxies().forEach(FaultyProxy::heal);
        }
    }
}
