package dev.portside.faults;

import dev.portside.faults.fleet.WholeFleet;
import dev.portside.faults.together.Together;
import dev.portside.faults.together.TogetherFiles;
import dev.portside.faults.together.TogetherPlan;
import dev.portside.faults.together.TogetherReport;
import java.time.Duration;

/** All flows at once, while instances, servers and the network between them are killed, paused and broken by and by. */
final class TogetherFlow {
    private static final Duration BETWEEN = Duration.ofSeconds(4);

    private TogetherFlow() {}

    /** Whether everything was right. */
    static boolean run(Order order) throws InterruptedException {
        try (WholeFleet fleet = WholeFleet.start(order.distribution(), Order.LOGS)) {
            TogetherPlan plan = new TogetherPlan(order.time(), BETWEEN, 1, order.seed());
            TogetherReport report = Together.run(fleet, plan, System.out::println);
            System.out.println(report);
            TogetherFiles.write(Order.LOGS, report).forEach(file -> System.out.println("written: " + file));
            return report.clean();
        }
    }
}
