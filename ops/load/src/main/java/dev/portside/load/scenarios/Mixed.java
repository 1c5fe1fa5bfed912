package dev.portside.load.scenarios;

import dev.portside.load.Scenario;
import dev.portside.load.TaskFault;
import dev.portside.load.Work;
import java.util.LinkedHashSet;
import java.util.List;

/** All kinds of tasks in turns, reads more often. */
final class Mixed implements Scenario {
    private final List<Scenario> turns;

    Mixed(Target target) {
        Scenario page = new TodosRead(target);
        Scenario order = new OrdersRead(target);
        this.turns = List.of(
                page,
                new Records(target),
                order,
                new Products(target),
                page,
                new Users(target),
                order,
                new Buckets(target),
                page,
                new TodosWrite(target),
                order,
                new OrdersPublish(target));
    }

    @Override
    public void prepare() throws TaskFault, InterruptedException {
        for (Scenario scenario : new LinkedHashSet<>(turns)) {
            scenario.prepare();
        }
    }

    @Override
    public Work work(int number) {
        return turns.get(number % turns.size()).work(number);
    }
}
