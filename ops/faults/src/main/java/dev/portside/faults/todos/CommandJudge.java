package dev.portside.faults.todos;

import dev.portside.faults.fleet.Tables;
import dev.portside.faults.fleet.TodoFleet;
import dev.portside.faults.fleet.Topic;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.load.Journal;
import dev.portside.faults.oracle.Fault;
import dev.portside.stack.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Waits until all commands are done, and judges all todos. */
final class CommandJudge {
    private static final Duration DRAIN_TIME_MAX = Duration.ofMinutes(5);

    private final TodoStore store;
    private final Topic topic;

    CommandJudge(Database todos, String brokers) {
        this.store = new TodoStore(new Tables(todos));
        this.topic = new Topic(brokers, TodoFleet.TOPIC);
    }

    /** @param others faults that were found elsewhere */
    CommandReport judge(Journal<Asked> journal, List<Fault> others) {
        List<LoggedCommand> logged = topic.read(LoggedCommand::of);
        long start = System.nanoTime();
        Until.holds(
                () -> "all %d commands are done, and not %d".formatted(logged.size(), store.done()),
                DRAIN_TIME_MAX,
                () -> store.done() >= logged.size());
        Duration drained = Duration.ofNanos(System.nanoTime() - start);
        // A client sends a todo's next command when it knows that the last one was accepted.
        List<Asked> asked = journal.sent().stream()
                .sorted(Comparator.comparingInt(Asked::number))
                .toList();
        List<StoredTodo> stored = store.todos();
        List<Fault> faults = new ArrayList<>(others);
        faults.addAll(CommandsOracle.judge(asked, logged, stored));
        return new CommandReport(
                journal.requests(),
                journal.accepted(),
                logged.size(),
                stored.size(),
                store.batches(),
                journal.longestGap(),
                drained,
                faults,
                journal.surprises());
    }
}
