package dev.portside.faults.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The oracle's question answered by trying every order of every choice of operations: slow, and too simple to be wrong. */
final class AllOrders {
    private final History history;

    private AllOrders(History history) {
        this.history = history;
    }

    static boolean explain(History history) {
        return history.end().equals(history.stored())
                && new AllOrders(history).explains(List.of(), history.operations());
    }

    private boolean explains(List<Operation> order, List<Operation> rest) {
        if (rest.stream().noneMatch(Operation::required) && holds(order)) {
            return true;
        }
        for (Operation next : rest) {
            List<Operation> longer = new ArrayList<>(order);
            longer.add(next);
            List<Operation> others = new ArrayList<>(rest);
            others.remove(next);
            if (explains(longer, others)) {
                return true;
            }
        }
        return false;
    }

    private boolean holds(List<Operation> order) {
        for (int i = 0; i < order.size(); i++) {
            for (int j = i + 1; j < order.size(); j++) {
                if (order.get(j).answeredAt() < order.get(i).sentAt()) {
                    return false;
                }
            }
        }
        State state = State.ABSENT;
        List<State> states = new ArrayList<>();
        for (Operation operation : order) {
            Optional<State> after = state.after(operation);
            if (operation.ending() instanceof Ending.Rejected(String reason)) {
                if (after.isPresent() || !reason.equals(operation.verb().refusal())) {
                    return false;
                }
                continue;
            }
            if (after.isEmpty() || operation.ending() instanceof Ending.Dead) {
                return false;
            }
            state = after.get();
            states.add(state);
        }
        return state.equals(history.stored()) && areOnTheWay(states);
    }

    private boolean areOnTheWay(List<State> states) {
        int found = 0;
        for (State state : states) {
            if (found < history.effects().size() && history.effects().get(found).equals(state)) {
                found++;
            }
        }
        return found == history.effects().size();
    }
}
