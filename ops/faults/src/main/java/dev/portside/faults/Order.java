package dev.portside.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * What {@code make test-faults} is asked for.
 *
 * @param distribution the folder with {@code bin/portside}
 * @param tasks changes that clients ask for, in each flow
 */
record Order(List<Flow> flows, Path distribution, int kills, int pauses, int tasks, long seed) {
    static final Path LOGS = Path.of("target/faults");

    /** What can be tested. */
    enum Flow {
        RECORDS,
        USERS,
        OUTAGE,
        PRODUCTS,
        STORE_OUTAGE,
        FLOOD,
        ORDERS,
        TODOS,
        ROLLING
    }

    /** @throws IllegalArgumentException when the arguments are not as {@link #usage} says */
    static Order of(String... arguments) {
        if (arguments.length < 5 || arguments.length > 6) {
            throw new IllegalArgumentException("five or six arguments are needed");
        }
        return new Order(
                flows(arguments[0]),
                Path.of(arguments[1]),
                Integer.parseUnsignedInt(arguments[2]),
                Integer.parseUnsignedInt(arguments[3]),
                Integer.parseUnsignedInt(arguments[4]),
                arguments.length > 5 ? Long.parseLong(arguments[5]) : new SplittableRandom().nextLong());
    }

    private static List<Flow> flows(String name) {
        List<Flow> named = Stream.of(Flow.values())
                .filter(flow -> name.equals("all") || name.equalsIgnoreCase(flow.name()))
                .toList();
        if (named.isEmpty()) {
            throw new IllegalArgumentException("there is no flow " + name);
        }
        return named;
    }

    static String usage() {
        return "FaultsMain records|users|outage|products|store_outage|flood|orders|todos|rolling|all DISTRIBUTION KILLS PAUSES TASKS [SEED]";
    }
}
