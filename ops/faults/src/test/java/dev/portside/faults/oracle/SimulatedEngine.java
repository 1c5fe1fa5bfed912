package dev.portside.faults.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A right engine and its clients, one random step after the other: makes histories of one record that must pass. */
final class SimulatedEngine {
    private record Sent(int client, long number, Verb verb, long sentAt, boolean poison) {}

    private final RandomGenerator random;
    private final int clients;
    private final int unansweredPercent;
    private final Map<Integer, Sent> waiting = new HashMap<>();
    private final List<Sent> limbo = new ArrayList<>();
    private final List<Sent> queue = new ArrayList<>();
    private final Map<Long, Long> answeredAt = new HashMap<>();
    private final Map<Long, Ending> endings = new HashMap<>();
    private final List<Sent> all = new ArrayList<>();
    private final List<State> effects = new ArrayList<>();
    private State state = State.ABSENT;
    private long clock;

    private SimulatedEngine(RandomGenerator random, int clients, int unansweredPercent) {
        this.random = random;
        this.clients = clients;
        this.unansweredPercent = unansweredPercent;
    }

    static History history(RandomGenerator random, int clients, int unansweredPercent, int operations) {
        SimulatedEngine engine = new SimulatedEngine(random, clients, unansweredPercent);
        while (engine.all.size() < operations) {
            engine.step();
        }
        engine.drain();
        return engine.history();
    }

    private void step() {
        clock++;
        int client = random.nextInt(clients);
        Sent sent = waiting.get(client);
        if (sent == null) {
            send(client);
        } else if (random.nextInt(100) < unansweredPercent) {
            // It may be accepted now, later or never.
            waiting.remove(client);
            limbo.add(sent);
        } else {
            waiting.remove(client);
            queue.add(sent);
            clock++;
            answeredAt.put(sent.number, clock);
        }
        if (!limbo.isEmpty() && random.nextInt(10) == 0) {
            Sent late = limbo.remove(random.nextInt(limbo.size()));
            if (random.nextBoolean()) {
                queue.add(late);
            }
        }
        if (random.nextInt(3) == 0) {
            applySome(1 + random.nextInt(4));
        }
    }

    private void send(int client) {
        Verb verb = Verb.values()[random.nextInt(Verb.values().length)];
        boolean poison = verb != Verb.DELETE && random.nextInt(20) == 0;
        Sent sent = new Sent(client, all.size() + 1L, verb, clock, poison);
        all.add(sent);
        waiting.put(client, sent);
    }

    /** In one transaction: its effects one by one, or their sum. */
    private void applySome(int max) {
        List<Sent> batch = queue.subList(0, Math.min(max, queue.size()));
        boolean together = random.nextBoolean();
        State before = state;
        for (Sent sent : batch) {
            Optional<State> after = sent.poison ? Optional.empty() : state.after(operation(sent, Ending.APPLIED));
            endings.put(
                    sent.number,
                    sent.poison
                            ? Ending.DEAD
                            : after.isPresent() ? Ending.APPLIED : new Ending.Rejected(sent.verb.refusal()));
            if (after.isPresent()) {
                state = after.get();
                if (!together) {
                    effects.add(state);
                }
            }
        }
        if (together && !state.equals(before)) {
            effects.add(state);
        }
        batch.clear();
    }

    private void drain() {
        waiting.values().forEach(limbo::add);
        waiting.clear();
        applySome(Integer.MAX_VALUE);
    }

    private History history() {
        List<Operation> operations = all.stream()
                .map(sent -> operation(
                        sent, answeredAt.containsKey(sent.number) ? endings.get(sent.number) : Ending.UNANSWERED))
                .toList();
        return new History("simulated", operations, effects, state);
    }

    private Operation operation(Sent sent, Ending ending) {
        long answered = answeredAt.getOrDefault(sent.number, Operation.NEVER);
        return new Operation(sent.number, sent.verb, sent.sentAt, answered, sent.poison, ending);
    }
}
