package dev.portside.faults.todos;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.TodoFleet;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.load.Allowance;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Journal;
import dev.portside.faults.load.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** One client with todos of its own, which repeats each command until somebody accepts it, and only then sends the next. */
final class CommandClient implements Callable<Void> {
    private static final Duration ACCEPTED_TIME_MAX = Duration.ofMinutes(4);

    private final TodoFleet fleet;
    private final String[] ids;
    private final Caller caller;
    private final Journal<Asked> journal;
    private final Allowance allowance;
    private final RandomGenerator random;

    /** @param todos how many it has */
    CommandClient(
            TodoFleet fleet,
            int todos,
            Caller caller,
            Journal<Asked> journal,
            Allowance allowance,
            RandomGenerator random) {
        this.fleet = fleet;
        this.ids = Stream.generate(() -> "").limit(todos).toArray(String[]::new);
        this.caller = caller;
        this.journal = journal;
        this.allowance = allowance;
        this.random = random;
    }

    @Override
    public Void call() throws InterruptedException {
        for (int number = journal.next(); allowance.await(number); number = journal.next()) {
            int todo = random.nextInt(ids.length);
            String body = "{\"title\":\"" + number + "\"}";
            if (ids[todo].isEmpty()) {
                String key = "todo-" + number;
                ids[todo] = insist(instance -> caller.post(
                        instance, "/todos", body, "Authorization", fleet.authorization(), "Idempotency-Key", key));
            } else {
                String path = "/todos/" + ids[todo];
                String _ = insist(instance -> caller.put(instance, path, body, "Authorization", fleet.authorization()));
            }
            journal.add(new Asked(ids[todo], number), true, System.nanoTime());
        }
        return null;
    }

    private interface Request {
        Reply send(Instance instance);
    }

    /** The todo's id, once the request was accepted. */
    private String insist(Request request) {
        List<Instance> instances = fleet.instances();
        Optional<?>[] accepted = {Optional.empty()};
        Until.holds(() -> "somebody accepts a command", ACCEPTED_TIME_MAX, () -> {
            accepted[0] = id(request.send(instances.get(random.nextInt(instances.size()))));
            return accepted[0].isPresent();
        });
        return accepted[0].orElseThrow().toString();
    }

    private Optional<String> id(Reply reply) {
        journal.request(reply);
        if (!(reply instanceof Reply.Answered answered)) {
            return Optional.empty();
        }
        if (answered.status() == 202) {
            return Optional.of(
                    JsonMapper.shared().readTree(answered.body()).get("id").stringValue());
        }
        journal.refused(answered);
        return Optional.empty();
    }
}
