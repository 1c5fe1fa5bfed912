package dev.portside.faults.todos;

import static java.util.stream.Collectors.groupingBy;

import dev.portside.faults.oracle.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The judge of todos. What clients were answered is held against the topic: every accepted command is there, in the order of
 * its acceptance. The topic is held against the store: each todo is what its commands, each done once, make of it; a repeated
 * creation makes nothing.
 */
final class CommandsOracle {
    private final List<Fault> faults = new ArrayList<>();

    private CommandsOracle() {}

    /**
     * Everything that is wrong, in words; empty when nothing is.
     *
     * @param asked a todo's commands in the order in which they were accepted
     */
    static List<Fault> judge(Collection<Asked> asked, List<LoggedCommand> logged, List<StoredTodo> stored) {
        CommandsOracle oracle = new CommandsOracle();
        Map<String, List<LoggedCommand>> commands = new TreeMap<>(logged.stream()
                .sorted(Comparator.comparingLong(LoggedCommand::offset))
                .collect(groupingBy(LoggedCommand::todo)));
        commands.forEach(oracle::placed);
        asked.stream()
                .collect(groupingBy(Asked::todo))
                .forEach((todo, accepted) -> oracle.accepted(todo, accepted, commands.getOrDefault(todo, List.of())));
        oracle.stored(commands, stored);
        return oracle.faults;
    }

    private void placed(String todo, List<LoggedCommand> commands) {
        if (commands.stream().mapToInt(LoggedCommand::partition).distinct().count() > 1) {
            fault(Fault.Kind.INVERTED, todo, "has commands in several partitions");
        }
        commands.stream()
                .filter(command -> !command.key().equals(todo))
                .forEach(command -> fault(Fault.Kind.WRONG_VALUE, todo, "has another key in " + command));
    }

    private void accepted(String todo, List<Asked> accepted, List<LoggedCommand> commands) {
        Map<Integer, Long> first = new HashMap<>();
        commands.forEach(command -> first.putIfAbsent(command.number(), command.offset()));
        long last = -1;
        for (Asked each : accepted) {
            Long offset = first.get(each.number());
            if (offset == null) {
                fault(Fault.Kind.LOST, todo, each + " was accepted and is not in the topic");
            } else if (offset <= last) {
                fault(Fault.Kind.INVERTED, todo, each + " is not behind the one before it");
            }
            last = offset == null ? last : Math.max(last, offset);
        }
    }

    private void stored(Map<String, List<LoggedCommand>> commands, List<StoredTodo> stored) {
        Map<String, StoredTodo> left = new HashMap<>();
        stored.forEach(todo -> left.put(todo.id(), todo));
        commands.forEach((todo, done) -> {
            StoredTodo expected = model(todo, done);
            StoredTodo found = left.remove(todo);
            if (found == null) {
                fault(Fault.Kind.LOST, todo, expected + " is not stored");
            } else if (found.version() != expected.version()) {
                boolean less = found.version() < expected.version();
                fault(less ? Fault.Kind.LOST : Fault.Kind.DOUBLED, todo, found + " should be " + expected);
            } else if (found.number() != expected.number()) {
                fault(Fault.Kind.WRONG_VALUE, todo, found + " should be " + expected);
            }
        });
        left.values().forEach(todo -> fault(Fault.Kind.WRONG_VALUE, todo.id(), "nobody created " + todo));
    }

    private static StoredTodo model(String id, List<LoggedCommand> commands) {
        StoredTodo todo = new StoredTodo(id, 0, 0);
        for (LoggedCommand command : commands) {
            boolean counts = command.creates() == (todo.version() == 0);
            todo = counts ? new StoredTodo(id, command.number(), todo.version() + 1) : todo;
        }
        return todo;
    }

    private void fault(Fault.Kind kind, String todo, String detail) {
        faults.add(new Fault(kind, todo, detail));
    }
}
