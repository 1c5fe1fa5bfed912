package dev.portside.faults.load;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.RecordValue;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.oracle.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * One client, which asks for its next change when it knows how the last one was received. Most of its changes carry an
 * idempotency key and are repeated until somebody accepts them; the others are sent once, and it may stay unknown what
 * became of them.
 */
final class Client implements Callable<Void> {
    private static final Duration ACCEPTED_TIME_MAX = Duration.ofMinutes(4);
    private static final Duration PAUSE_MAX = Duration.ofMillis(50);
    private static final int KEYED_PERCENT = 80;
    private static final int SHARED_PERCENT = 15;
    private static final int REPEATED_PERCENT = 2;

    private final int index;
    private final LoadPlan plan;
    private final List<Instance> instances;
    private final Caller caller;
    private final Journal<Sent> journal;
    private final Allowance allowance;
    private final RandomGenerator random;
    private boolean lastUnanswered;

    Client(
            int index,
            LoadPlan plan,
            List<Instance> instances,
            Caller caller,
            Journal<Sent> journal,
            Allowance allowance,
            RandomGenerator random) {
        this.index = index;
        this.plan = plan;
        this.instances = instances;
        this.caller = caller;
        this.journal = journal;
        this.allowance = allowance;
        this.random = random;
    }

    @Override
    public Void call() throws InterruptedException {
        for (int number = journal.next(); allowance.await(number); number = journal.next()) {
            change(number);
        }
        return null;
    }

    private void change(int number) {
        Verb verb = verb();
        boolean poison = verb != Verb.DELETE && random.nextInt(1_000) < plan.poisonPerMille();
        String id = id();
        String body = verb == Verb.DELETE
                ? "{\"id\":\"" + id + "\"}"
                : "{\"id\":\"" + id + "\",\"value\":" + RecordValue.of(number, poison) + "}";
        // After an unknown end the next one insists, so that an outage leaves one unknown end per client and not
        // hundreds.
        boolean insists = lastUnanswered || random.nextInt(100) < KEYED_PERCENT;
        long sentAt = System.nanoTime();
        Optional<String> task = insists ? insist(number, verb, body) : sendOnce(verb, body);
        long endedAt = System.nanoTime();
        journal.add(new Sent(id, number, verb, poison, sentAt, endedAt, task), task.isPresent(), endedAt);
        lastUnanswered = task.isEmpty();
    }

    private Verb verb() {
        int percent = random.nextInt(100);
        if (percent < 25) {
            return Verb.INSERT;
        }
        return percent < 85 ? Verb.UPDATE : Verb.DELETE;
    }

    private String id() {
        return random.nextInt(100) < SHARED_PERCENT
                ? plan.prefix() + "shared-" + random.nextInt(plan.sharedRecords())
                : plan.prefix() + index + "-" + random.nextInt(plan.ownRecords());
    }

    /** Repeats the request under one key until it is accepted. */
    private Optional<String> insist(int number, Verb verb, String body) {
        String key = plan.prefix() + number;
        long start = System.nanoTime();
        Optional<String> task = send(verb, body, key);
        while (task.isEmpty()) {
            if (System.nanoTime() - start > ACCEPTED_TIME_MAX.toNanos()) {
                throw new Until.Overdue("nobody accepts " + body + " for " + ACCEPTED_TIME_MAX.toSeconds() + " s");
            }
            pause();
            task = send(verb, body, key);
        }
        if (random.nextInt(100) < REPEATED_PERCENT) {
            Optional<String> again = send(verb, body, key);
            if (again.isPresent() && !again.equals(task)) {
                journal.surprise(key + " was accepted as " + task + " and as " + again);
            }
        }
        return task;
    }

    /** Sends it until there is a connection, and then no more. */
    private Optional<String> sendOnce(Verb verb, String body) {
        Reply reply = caller.post(instance(), verb.path(), body);
        while (reply instanceof Reply.NotSent) {
            journal.request(reply);
            pause();
            reply = caller.post(instance(), verb.path(), body);
        }
        return task(reply);
    }

    private Optional<String> send(Verb verb, String body, String key) {
        return task(caller.post(instance(), verb.path(), body, "Idempotency-Key", key));
    }

    private Optional<String> task(Reply reply) {
        journal.request(reply);
        if (!(reply instanceof Reply.Answered answered)) {
            return Optional.empty();
        }
        if (answered.status() == 202) {
            return Optional.of(
                    JsonMapper.shared().readTree(answered.body()).get("task_id").stringValue());
        }
        journal.refused(answered);
        return Optional.empty();
    }

    private Instance instance() {
        return instances.get(random.nextInt(instances.size()));
    }

    private void pause() {
        LockSupport.parkNanos(random.nextLong(PAUSE_MAX.toNanos()));
    }
}
