package dev.portside.faults;

import dev.portside.faults.fleet.WholeFleet;
import dev.portside.faults.soak.Soak;
import dev.portside.faults.soak.SoakFiles;
import dev.portside.faults.soak.SoakReport;

/** All flows at a steady load for long, a harm a minute, and a look at what instances hold. */
final class SoakFlow {
    private SoakFlow() {}

    /** Whether everything was flat and right. */
    static boolean run(Order order) throws InterruptedException {
        try (WholeFleet fleet = WholeFleet.start(order.distribution(), Order.LOGS)) {
            SoakReport report = Soak.run(fleet, order.time(), order.seed(), System.out::println);
            System.out.println(report);
            SoakFiles.write(Order.LOGS, report).forEach(file -> System.out.println("written: " + file));
            return report.clean();
        }
    }
}
