package dev.portside.faults;

import dev.portside.faults.blows.Assault;
import dev.portside.faults.fleet.Fleet;
import dev.portside.faults.load.LoadPlan;
import dev.portside.faults.load.Report;
import dev.portside.faults.load.Trial;

/** Three instances on two databases; one of the five is killed or paused again and again while tasks come in. */
final class RecordsFlow {
    private static final int INSTANCES = 3;

    private RecordsFlow() {}

    /** Whether everything was right. */
    static boolean run(Order order) throws InterruptedException {
        try (Fleet fleet = Fleet.start(order.distribution(), Order.LOGS, INSTANCES)) {
            Assault assault = new Assault(
                    fleet.victims(), order.kills(), order.pauses(), order.tasks(), order.seed(), System.out::println);
            Report report = Trial.run(fleet, LoadPlan.of("faults-", order.tasks()), order.seed(), assault);
            System.out.println(assault);
            System.out.println(fleet.ownEnds() + " times an instance ended by itself");
            System.out.println(report);
            return report.clean() && assault.complete();
        }
    }
}
