package dev.portside.relay;

import dev.portside.bootstrap.steps.Steps;
import java.util.Optional;
import java.util.function.Consumer;

/** Does something at a relay's n-th step, once. */
final class AtStep implements Steps {
    private final int target;
    private final Consumer<String> act;
    private int steps;
    private Optional<String> reached = Optional.empty();

    /**
     * @param target 1 for the first step
     * @param act gets the step's name; what it throws, the relay gets
     */
    AtStep(int target, Consumer<String> act) {
        this.target = target;
        this.act = act;
    }

    @Override
    public void at(String name) {
        steps++;
        if (steps == target) {
            reached = Optional.of(name);
            act.accept(name);
        }
    }

    /** The name of the step, once the relay has come there. */
    Optional<String> reached() {
        return reached;
    }
}
