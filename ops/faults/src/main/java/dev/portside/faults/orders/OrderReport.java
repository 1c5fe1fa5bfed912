package dev.portside.faults.orders;

import dev.portside.faults.load.FlowReport;
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
        long dead,
        long unsettled,
        Duration drained,
        List<Fault> faults)
        implements FlowReport {
    @Override
    public long applied() {
        return stored;
    }

    @Override
    public long judged() {
        return published;
    }

    @Override
    public List<String> surprises() {
        return unsettled == 0 ? List.of() : List.of(unsettled + " messages are left in the stream");
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("messages %d, published %d times; settled all but %d, the last %.1f s after its publish"
                .formatted(published, publishes, unsettled, drained.toMillis() / 1e3));
        lines.add("orders %d, stored and read as published %d; bad messages %d, dead letters %d"
                .formatted(orders, stored, bad, dead));
        lines.add(Fault.counts(faults));
        Report.show(lines, "fault", faults);
        return String.join("\n", lines);
    }
}
