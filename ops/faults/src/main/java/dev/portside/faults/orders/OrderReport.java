package dev.portside.faults.orders;

import dev.portside.faults.load.Report;
import dev.portside.faults.oracle.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a trial with orders came to.
 *
 * @param published messages that the stream acknowledged
 * @param publishes how often any message was sent
 * @param unsettled messages that are left in the stream
 * @param drained how long it took after the last publish until none was
 */
public record OrderReport(
        int published,
        int publishes,
        int orders,
        int stored,
        int bad,
        int dead,
        long unsettled,
        Duration drained,
        List<Fault> faults) {
    /** Whether everything is as it should be. */
    public boolean clean() {
        return faults.isEmpty() && unsettled == 0;
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("messages %d, published %d times; settled all but %d, the last %.1f s after its publish"
                .formatted(published, publishes, unsettled, drained.toMillis() / 1e3));
        lines.add("orders %d, stored and read as published %d; bad messages %d, dead letters %d"
                .formatted(orders, stored, bad, dead));
        lines.add("lost %d, doubled %d, otherwise wrong %d"
                .formatted(
                        count(Fault.Kind.LOST),
                        count(Fault.Kind.DOUBLED),
                        faults.size() - count(Fault.Kind.LOST) - count(Fault.Kind.DOUBLED)));
        Report.show(lines, "fault", faults);
        return String.join("\n", lines);
    }

    private long count(Fault.Kind kind) {
        return faults.stream().filter(fault -> fault.kind() == kind).count();
    }
}
