package dev.portside.faults.kills;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One kill of a schedule.
 *
 * @param afterAccepted how many tasks must have been accepted before it
 * @param down how long the victim stays down
 * @param overlapping whether it comes though an earlier victim is not back yet
 */
record Kill(int afterAccepted, Target target, int instance, Duration down, boolean overlapping) {
    /** Who is killed. */
    enum Target {
        INSTANCE,
        INBOX,
        MAIN
    }

    private static final long DOWN_MILLIS_MAX = 1_500;
    private static final int OVERLAPPING_PERCENT = 25;

    /** Where the first and the last kill are, in percent of the tasks: there is work before and after each. */
    private static final int FIRST_PERCENT = 2;

    private static final int LAST_PERCENT = 90;

    /** A schedule that the seed alone decides. */
    static List<Kill> schedule(int kills, int tasks, int instances, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int first = tasks * FIRST_PERCENT / 100;
        int[] places =
                random.ints(kills, first, tasks * LAST_PERCENT / 100).sorted().toArray();
        List<Kill> schedule = new ArrayList<>();
        for (int place : places) {
            Target target = Target.values()[random.nextInt(Target.values().length)];
            schedule.add(new Kill(
                    place,
                    target,
                    random.nextInt(instances),
                    Duration.ofMillis(random.nextLong(DOWN_MILLIS_MAX)),
                    random.nextInt(100) < OVERLAPPING_PERCENT));
        }
        return schedule;
    }
}
