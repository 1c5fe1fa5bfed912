package dev.portside.faults.blows;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One harm of a plan.
 *
 * @param at when, from the beginning of the run on
 * @param target the number of who bears it
 */
public record PlannedHarm(Duration at, Harm harm, int target, Duration lasting) {
    /** Each comes once in a round, death twice: it is what happens most. */
    private static final List<Harm> ROUND = round();

    private static List<Harm> round() {
        List<Harm> round = new ArrayList<>(List.of(Harm.values()));
        round.add(Harm.KILL);
        return List.copyOf(round);
    }

    /**
     * A plan that the seed alone decides. No harm comes again before every other one has come, and none comes to a target again
     * before it has come to every other one.
     *
     * @param targets what each of them can bear
     * @param between the mean time between two
     */
    public static List<PlannedHarm> plan(List<Set<Harm>> targets, Duration time, Duration between, long seed) {
        Random random = new Random(seed);
        Map<Harm, Deque<Integer>> turns = new EnumMap<>(Harm.class);
        Deque<Harm> round = new ArrayDeque<>();
        List<PlannedHarm> plan = new ArrayList<>();
        long millis = between.toMillis();
        long at = millis / 2 + random.nextLong(1 + millis);
        while (at < time.toMillis()) {
            if (round.isEmpty()) {
                round.addAll(shuffled(ROUND, random));
            }
            Harm harm = round.pop();
            Deque<Integer> turn = turns.computeIfAbsent(harm, _ -> new ArrayDeque<>());
            if (turn.isEmpty()) {
                List<Integer> bearers = IntStream.range(0, targets.size())
                        .filter(i -> targets.get(i).contains(harm))
                        .boxed()
                        .toList();
                turn.addAll(shuffled(bearers, random));
            }
            plan.add(new PlannedHarm(Duration.ofMillis(at), harm, turn.pop(), harm.lasting(random)));
            at += millis / 2 + random.nextLong(1 + millis);
        }
        return plan;
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }
}
