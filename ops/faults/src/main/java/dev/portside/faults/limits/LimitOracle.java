package dev.portside.faults.limits;

import static java.util.stream.Collectors.groupingBy;

import dev.portside.faults.oracle.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The judge of rate limits. Whatever stretch of time is looked at, callers whose calls lie wholly within it were given at
 * most what the bucket holds and what came in meanwhile.
 *
 * <p>Method: every stretch that begins with one call and ends with the answer of another, up to five minutes long. Cost: calls
 * times calls within that. Longer stretches would only compare two clocks. Hazard: of a bucket that nobody ever lets fill, too
 * much is seen only when it is more than a bucket; callers who pause now and then see single tokens. A store that was killed may have forgotten its
 * last changes, so a stretch with its death in it holds a full bucket more.
 */
final class LimitOracle {
    private static final long STRETCH_MAX = Duration.ofMinutes(5).toNanos();

    /** By so much the clocks of the store and of callers may drift apart meanwhile. */
    private static final long DRIFT = Duration.ofMillis(100).toNanos();

    private final int capacity;
    private final double perSecond;
    private final Collection<Death> deaths;

    LimitOracle(int capacity, double perSecond, Collection<Death> deaths) {
        this.capacity = capacity;
        this.perSecond = perSecond;
        this.deaths = deaths;
    }

    /** Everything that was given and should not have been, by stretches; empty when nothing was. */
    List<Fault> judge(Collection<Taken> calls) {
        List<Fault> faults = new ArrayList<>();
        calls.stream()
                .filter(Taken::given)
                .collect(groupingBy(Taken::key))
                .forEach((key, given) -> judge(key, given, faults));
        return faults;
    }

    private void judge(String key, List<Taken> given, List<Fault> faults) {
        List<Taken> bySending =
                given.stream().sorted(Comparator.comparingLong(Taken::sentAt)).toList();
        long judgedUpTo = Long.MIN_VALUE;
        for (int first = 0; first < bySending.size(); first++) {
            long from = bySending.get(first).sentAt();
            if (from < judgedUpTo) {
                continue;
            }
            long[] answers = bySending.subList(first, bySending.size()).stream()
                    .takeWhile(call -> call.sentAt() - from <= STRETCH_MAX)
                    .mapToLong(Taken::answeredAt)
                    .sorted()
                    .toArray();
            for (int i = 0; i < answers.length; i++) {
                double allowed = allowed(from, answers[i]);
                if (i + 1 > allowed) {
                    faults.add(new Fault(
                            Fault.Kind.OVER_ADMITTED,
                            key,
                            "%d were given within %.3f s, where %.1f are allowed"
                                    .formatted(i + 1, (answers[i] - from) / 1e9, allowed),
                            answers[i]));
                    judgedUpTo = answers[i];
                    break;
                }
            }
        }
    }

    private double allowed(long from, long to) {
        long forgotten = deaths.stream()
                .filter(death -> from <= death.to() && death.from() <= to)
                .count();
        return capacity * (1 + forgotten) + perSecond * (to - from + DRIFT) / 1e9;
    }
}
