package dev.portside.faults.todos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.Seed;
import dev.portside.faults.oracle.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The judge on a history without a fault, and on each kind of fault alone. */
class CommandsOracleTest {
    private static final int TODOS = 7;
    private static final int COMMANDS = 200;

    private final RandomGenerator random = new SplittableRandom(Seed.of(CommandsOracleTest.class));
    private final List<Asked> asked = new ArrayList<>();
    private final List<LoggedCommand> logged = new ArrayList<>();
    private final List<StoredTodo> stored = new ArrayList<>();

    /** A right history, with repeats of creations and of updates. */
    @BeforeEach
    void makeUp() {
        Map<String, StoredTodo> todos = new HashMap<>();
        for (int number = 1; number <= COMMANDS; number++) {
            String todo = "todo-" + random.nextInt(TODOS);
            boolean creates = !todos.containsKey(todo);
            asked.add(new Asked(todo, number));
            int copies = 1 + random.nextInt(2);
            for (int copy = 0; copy < copies; copy++) {
                logged.add(new LoggedCommand(todo.hashCode() % 3, logged.size(), todo, todo, creates, number));
                if (copy == 0 || !creates) {
                    StoredTodo before = todos.getOrDefault(todo, new StoredTodo(todo, 0, 0));
                    todos.put(todo, new StoredTodo(todo, number, before.version() + 1));
                }
            }
        }
        stored.addAll(todos.values());
        assertThat(faults()).isEmpty();
    }

    private List<Fault> faults() {
        return CommandsOracle.judge(asked, logged, stored);
    }

    private void assertCaught(Fault.Kind kind) {
        assertThat(faults()).extracting(Fault::kind).contains(kind);
    }

    private void change(StoredTodo before, int number, long version) {
        stored.remove(before);
        stored.add(new StoredTodo(before.id(), number, version));
    }

    @Test
    void anAcceptedCommandThatIsNotInTheTopicIsCaught() {
        asked.add(new Asked("todo-1", COMMANDS + 1));
        assertCaught(Fault.Kind.LOST);
    }

    @Test
    void aCommandBehindALaterOneIsCaught() {
        Asked last = asked.getLast();
        asked.add(
                asked.indexOf(asked.stream()
                        .filter(each -> each.todo().equals(last.todo()))
                        .findFirst()
                        .orElseThrow()),
                last);
        assertCaught(Fault.Kind.INVERTED);
    }

    @Test
    void aCommandInAnotherPartitionIsCaught() {
        LoggedCommand moved = logged.removeLast();
        logged.add(new LoggedCommand(
                moved.partition() + 5, moved.offset(), moved.key(), moved.todo(), moved.creates(), moved.number()));
        assertCaught(Fault.Kind.INVERTED);
    }

    @Test
    void aCommandThatHadNoEffectIsCaught() {
        change(stored.getFirst(), stored.getFirst().number(), stored.getFirst().version() - 1);
        assertCaught(Fault.Kind.LOST);
    }

    @Test
    void aCommandThatHadItsEffectTwiceIsCaught() {
        change(stored.getFirst(), stored.getFirst().number(), stored.getFirst().version() + 1);
        assertCaught(Fault.Kind.DOUBLED);
    }

    @Test
    void anOldValueIsCaught() {
        change(
                stored.getFirst(),
                stored.getFirst().number() - 1,
                stored.getFirst().version());
        assertCaught(Fault.Kind.WRONG_VALUE);
    }

    @Test
    void aTodoThatIsGoneIsCaught() {
        stored.removeFirst();
        assertCaught(Fault.Kind.LOST);
    }

    @Test
    void aTodoThatNobodyCreatedIsCaught() {
        stored.add(new StoredTodo("another", 1, 1));
        assertCaught(Fault.Kind.WRONG_VALUE);
    }
}
