package dev.portside.faults.blows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * One blow of a schedule.
 *
 * @param place how many tasks clients must be through with before it
 * @param victim which one is hit, from 0 on
 * @param down how long the victim stays down
 * @param overlapping whether it comes though an earlier victim is not back yet
 */
record Blow(int place, Kind kind, int victim, Duration down, boolean overlapping) {
    /** What is done to the victim. */
    enum Kind {
        KILL,
        PAUSE
    }

    private static final int DOWN_MILLIS_MAX = 1_500;

    /** Past the leases, and past the time that a statement may take. */
    private static final int PAUSED_MILLIS_MAX = 9_000;

    private static final int OVERLAPPING_PERCENT = 25;

    /** Where the first and the last blow are, in percent of the tasks: there is work before and after each. */
    private static final int FIRST_PERCENT = 2;

    private static final int LAST_PERCENT = 90;

    /** A schedule that the seed alone decides. */
    static List<Blow> schedule(int kills, int pauses, int tasks, int victims, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int blows = kills + pauses;
        int first = tasks * FIRST_PERCENT / 100;
        int distance = (tasks * LAST_PERCENT / 100 - first) / Math.max(1, blows);
        List<Blow> schedule = new ArrayList<>();
        int killsLeft = kills;
        for (int i = 0; i < blows; i++) {
            int place = first + i * distance + random.nextInt(1 + distance / 2);
            boolean kill = random.nextInt(blows - i) < killsLeft;
            killsLeft -= kill ? 1 : 0;
            schedule.add(blow(place, kill ? Kind.KILL : Kind.PAUSE, victims, random));
        }
        return schedule;
    }

    private static Blow blow(int place, Kind kind, int victims, RandomGenerator random) {
        return new Blow(
                place,
                kind,
                random.nextInt(victims),
                Duration.ofMillis(random.nextInt(kind == Kind.KILL ? DOWN_MILLIS_MAX : PAUSED_MILLIS_MAX)),
                random.nextInt(100) < OVERLAPPING_PERCENT);
    }
}
