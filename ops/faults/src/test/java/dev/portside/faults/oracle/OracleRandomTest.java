package dev.portside.faults.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The judge on histories that nobody wrote by hand. */
class OracleRandomTest {
    private static final int LONG_HISTORIES = 300;
    private static final int LONG_OPERATIONS = 300;
    private static final int SHORT_HISTORIES = 20_000;
    private static final int SHORT_OPERATIONS_MAX = 6;

    private final RandomGenerator random = new SplittableRandom(Seed.of(OracleRandomTest.class));

    @Test
    void explainsEveryHistoryOfARightEngine() {
        for (int i = 0; i < LONG_HISTORIES; i++) {
            int clients = 1 + random.nextInt(8);
            History history = SimulatedEngine.history(random, clients, random.nextInt(8), LONG_OPERATIONS);
            assertThat(Oracle.judge(history).faults()).isEmpty();
        }
    }

    @Test
    void findsAnErrorAnywhereInALongHistory() {
        for (int i = 0; i < LONG_HISTORIES; i++) {
            History history = SimulatedEngine.history(random, 1, 0, LONG_OPERATIONS);
            List<Operation> operations = new ArrayList<>(history.operations());
            int at = random.nextInt(operations.size());
            Operation victim = operations.get(at);
            if (victim.ending() instanceof Ending.Dead) {
                continue;
            }
            operations.set(
                    at,
                    victim.with(
                            victim.ending() instanceof Ending.Applied
                                    ? new Ending.Rejected(victim.verb().refusal())
                                    : Ending.APPLIED));
            assertThat(Oracle.judge(history.with(operations)).faults()).isNotEmpty();
        }
    }

    @Test
    void agreesWithTryingAllOrders() {
        int wrong = 0;
        for (int i = 0; i < SHORT_HISTORIES; i++) {
            int operations = 1 + random.nextInt(SHORT_OPERATIONS_MAX);
            History right = SimulatedEngine.history(random, 1 + random.nextInt(4), 20, operations);
            History history = random.nextInt(4) == 0 ? right : spoiled(right);
            boolean explained = AllOrders.explain(history);
            assertThat(Oracle.judge(history).faults().isEmpty())
                    .as("%s", history)
                    .isEqualTo(explained);
            wrong += explained ? 0 : 1;
        }
        assertThat(wrong).isBetween(SHORT_HISTORIES / 4, SHORT_HISTORIES * 3 / 4);
    }

    /** One thing is changed, which may make it wrong. */
    private History spoiled(History history) {
        List<Operation> operations = new ArrayList<>(history.operations());
        List<State> effects = new ArrayList<>(history.effects());
        int at = random.nextInt(operations.size());
        Operation operation = operations.get(at);
        switch (random.nextInt(5)) {
            case 0 -> operations.set(at, operation.with(Ending.APPLIED));
            case 1 ->
                operations.set(
                        at, operation.with(new Ending.Rejected(operation.verb().refusal())));
            case 2 -> {
                if (!(operation.ending() instanceof Ending.Unanswered)) {
                    operations.set(at, operation.within(operation.sentAt() + 3, operation.sentAt() + 4));
                }
            }
            case 3 -> {
                if (!effects.isEmpty()) {
                    effects.remove(random.nextInt(effects.size()));
                }
            }
            default ->
                effects.add(random.nextInt(effects.size() + 1), new State(1 + random.nextInt(3), operation.number()));
        }
        History spoiled = new History(history.id(), operations, effects, State.ABSENT);
        return new History(history.id(), operations, effects, spoiled.stored());
    }
}
