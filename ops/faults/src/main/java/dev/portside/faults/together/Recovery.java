package dev.portside.faults.together;

import dev.portside.faults.blows.Injected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;

/**
 * How soon something went on when everything was whole again: after each harm at whose end nothing else was broken.
 *
 * @param times in ascending order
 * @param never after how many harms it did not go on
 */
public record Recovery(List<Duration> times, int never) {
    /** @param moments in which it was seen to go on */
    static Recovery of(List<Injected> harms, NavigableSet<Long> moments) {
        List<Duration> times = new ArrayList<>();
        int never = 0;
        for (Injected harm : harms) {
            if (harms.stream().anyMatch(other -> other.from() < harm.over() && harm.over() < other.over())) {
                continue;
            }
            Long next = moments.ceiling(harm.over());
            if (next == null) {
                never++;
            } else {
                times.add(Duration.ofNanos(next - harm.over()));
            }
        }
        return new Recovery(times.stream().sorted().toList(), never);
    }

    double medianSeconds() {
        return times.isEmpty() ? 0 : times.get(times.size() / 2).toMillis() / 1e3;
    }

    double maxSeconds() {
        return times.isEmpty() ? 0 : times.getLast().toMillis() / 1e3;
    }

    @Override
    public String toString() {
        return "%.1f / %.1f s".formatted(medianSeconds(), maxSeconds()) + (never == 0 ? "" : ", never " + never);
    }
}
