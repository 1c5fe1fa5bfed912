package dev.portside.faults;

import dev.portside.faults.blows.Assault;
import dev.portside.faults.fleet.EnvironmentFault;
import dev.portside.faults.fleet.Fleet;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.load.LoadPlan;
import dev.portside.faults.load.Report;
import dev.portside.faults.load.Trial;
import dev.portside.stack.StackFailure;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * {@code make test-faults}: three instances on two databases, kill -9 of a random one of the five again and again while
 * tasks come in, and now and then a pause. Prints the counts; the exit code is 1 when a task was lost, doubled or otherwise wrong, 3 when this
 * machine couldn't run the test, 2 for bad usage.
 */
public final class FaultsMain {
    private static final int INSTANCES = 3;
    private static final int WRONG = 1;
    private static final int BAD_USAGE = 2;
    private static final int NOT_RUN = 3;

    /** What is asked for. */
    private record Order(Path distribution, int kills, int pauses, int tasks, long seed) {
        static Order of(String... arguments) {
            if (arguments.length < 4) {
                throw new IllegalArgumentException("too few arguments");
            }
            return new Order(
                    Path.of(arguments[0]),
                    Integer.parseUnsignedInt(arguments[1]),
                    Integer.parseUnsignedInt(arguments[2]),
                    Integer.parseUnsignedInt(arguments[3]),
                    arguments.length > 4 ? Long.parseLong(arguments[4]) : new SplittableRandom().nextLong());
        }
    }

    private FaultsMain() {}

    /** @param arguments the distribution's folder, the numbers of kills, pauses and tasks, and the seed, when it is given */
    public static void main(String[] arguments) throws InterruptedException {
        Order order;
        try {
            order = Order.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "; usage: FaultsMain DISTRIBUTION KILLS PAUSES TASKS [SEED]");
            System.exit(BAD_USAGE);
            return;
        }
        System.out.println("seed " + order.seed + "; the same load and blows again: SEED=" + order.seed);
        System.exit(run(order));
    }

    private static int run(Order order) throws InterruptedException {
        try (Fleet fleet = Fleet.start(order.distribution, Path.of("target/faults"), INSTANCES)) {
            Assault assault =
                    new Assault(fleet, order.kills, order.pauses, order.tasks, order.seed, System.out::println);
            long start = System.nanoTime();
            Report report = Trial.run(fleet, LoadPlan.of("faults-", order.tasks), order.seed, assault);
            System.out.println(assault);
            System.out.println(report);
            System.out.printf("%.0f s%n", (System.nanoTime() - start) / 1e9);
            return report.clean() && assault.complete() ? 0 : WRONG;
        } catch (Until.Overdue e) {
            System.err.println(e.getMessage());
            return WRONG;
        } catch (EnvironmentFault | StackFailure e) {
            System.err.println(e.getMessage());
            return NOT_RUN;
        }
    }
}
