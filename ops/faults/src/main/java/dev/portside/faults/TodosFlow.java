package dev.portside.faults;

import dev.portside.faults.blows.Assault;
import dev.portside.faults.fleet.TodoFleet;
import dev.portside.faults.todos.CommandReport;
import dev.portside.faults.todos.CommandTrial;
import dev.portside.faults.todos.PageStorm;
import dev.portside.faults.todos.TodoOutages;
import java.util.Collections;
import java.util.List;

/**
 * Todos change while Redis is broken, and observers hold every read of two instances against what had been told. Then three
 * instances accept and apply commands while they, the broker and the store are killed.
 */
final class TodosFlow {
    /** The first applies what both accept. */
    static final List<String> STORM = List.of("api,todos", "api");

    private static final List<String> COMMANDS = Collections.nCopies(3, "api,todos");
    private static final int TODOS = 1_000;

    private TodosFlow() {}

    /** Whether everything was right. */
    static boolean run(Order order) throws InterruptedException {
        boolean read = storm(order);
        return commands(order) && read;
    }

    private static boolean storm(Order order) throws InterruptedException {
        try (TodoFleet fleet = TodoFleet.start(order.distribution(), Order.LOGS, STORM)) {
            PageStorm.Outcome outcome = PageStorm.run(fleet, order.kills(), order.seed());
            System.out.println(outcome);
            TodoOutages.Outcome outages = TodoOutages.run(fleet);
            System.out.println(outages);
            return outcome.clean() && outages.surprises().isEmpty();
        }
    }

    private static boolean commands(Order order) throws InterruptedException {
        try (TodoFleet fleet = TodoFleet.start(order.distribution(), Order.LOGS, COMMANDS)) {
            Assault assault = new Assault(
                    fleet.victims(), order.kills(), order.pauses(), order.tasks(), order.seed(), System.out::println);
            CommandReport report = CommandTrial.run(fleet, TODOS, order.tasks(), order.seed(), assault);
            System.out.println(assault);
            System.out.println(report);
            return report.clean() && assault.complete();
        }
    }
}
