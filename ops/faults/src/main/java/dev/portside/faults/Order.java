package dev.portside.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * What {@code make test-faults} is asked for.
 *
 * @param distribution the folder with {@code bin/portside}
 * @param kills how many, {@code pauses} and {@code tasks}, which are changes that clients ask for, in each flow by itself
 * @param time in which all flows together are harmed
 */
record Order(List<Flow> flows, Path distribution, int kills, int pauses, int tasks, Duration time, long seed) {
    static final Path LOGS = Path.of("target/faults");

    /** What can be tested. */
    enum Flow {
        TOGETHER,
        RECORDS,
        USERS,
        OUTAGE,
        PRODUCTS,
        STORE_OUTAGE,
        FLOOD,
        ORDERS,
        TODOS,
        ROLLING,
        SOAK
    }

    /** @throws IllegalArgumentException when the arguments are not as {@link #usage} says */
    static Order of(String... arguments) {
        if (arguments.length < 6 || arguments.length > 7) {
            throw new IllegalArgumentException("six or seven arguments are needed");
        }
        return new Order(
                flows(arguments[0]),
                Path.of(arguments[1]),
                Integer.parseUnsignedInt(arguments[2]),
                Integer.parseUnsignedInt(arguments[3]),
                Integer.parseUnsignedInt(arguments[4]),
                Duration.ofSeconds(Math.round(Double.parseDouble(arguments[5]) * 60)),
                arguments.length > 6 ? Long.parseLong(arguments[6]) : new SplittableRandom().nextLong());
    }

    private static List<Flow> flows(String name) {
        List<Flow> named = Stream.of(Flow.values())
                .filter(flow -> (name.equals("all") && flow != Flow.SOAK) || name.equalsIgnoreCase(flow.name()))
                .toList();
        if (named.isEmpty()) {
            throw new IllegalArgumentException("there is no flow " + name);
        }
        return named;
    }

    static String usage() {
        return "FaultsMain together|records|users|outage|products|store_outage|flood|orders|todos|rolling|all|soak DISTRIBUTION KILLS PAUSES TASKS MINUTES [SEED]";
    }
}
