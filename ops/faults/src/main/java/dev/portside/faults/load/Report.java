package dev.portside.faults.load;

import dev.portside.faults.oracle.Ending;
import dev.portside.faults.oracle.Fault;
import dev.portside.faults.oracle.Judgement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a trial came to.
 *
 * @param judged records
 * @param surfaced unanswered changes that had an effect
 * @param surprises answers that no fault excuses
 */
public record Report(
        int requests,
        long judged,
        long accepted,
        long unanswered,
        long surfaced,
        long applied,
        long rejected,
        long dead,
        Duration longestRequest,
        Duration longestGap,
        List<Fault> faults,
        List<String> surprises)
        implements FlowReport {
    private static final int SHOWN_MAX = 10;

    static Report of(Journal<Sent> journal, Collection<Ending> endings, List<Judgement> judgements, long counted) {
        long accepted = endings.size();
        long unanswered = journal.sent().size() - accepted;
        List<String> surprises = journal.surprises();
        if (counted < accepted || counted > accepted + unanswered) {
            surprises.add("/stats counts " + counted + " tasks");
        }
        return new Report(
                journal.requests(),
                judgements.size(),
                accepted,
                unanswered,
                judgements.stream().mapToLong(Judgement::surfaced).sum(),
                count(endings, Ending.Applied.class::isInstance),
                count(endings, Ending.Rejected.class::isInstance),
                count(endings, Ending.Dead.class::isInstance),
                journal.longestRequest(),
                journal.longestGap(),
                judgements.stream().flatMap(judged -> judged.faults().stream()).toList(),
                surprises);
    }

    private static long count(Collection<Ending> endings, Predicate<Ending> kind) {
        return endings.stream().filter(kind).count();
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("accepted %d (applied %d, rejected %d, dead %d) with %d requests"
                .formatted(accepted, applied, rejected, dead, requests));
        lines.add("unanswered %d, of which %d had an effect".formatted(unanswered, surfaced));
        lines.add(Fault.counts(faults));
        lines.add("longest request %.1f s, longest time without an acceptance %.1f s"
                .formatted(longestRequest.toMillis() / 1e3, longestGap.toMillis() / 1e3));
        show(lines, "fault", faults);
        show(lines, "surprise", surprises);
        return String.join("\n", lines);
    }

    /** Adds the first of these things. */
    public static void show(List<String> lines, String what, List<?> things) {
        things.stream().limit(SHOWN_MAX).forEach(thing -> lines.add(what + ": " + thing));
        if (things.size() > SHOWN_MAX) {
            lines.add("... and " + (things.size() - SHOWN_MAX) + " more");
        }
    }
}
