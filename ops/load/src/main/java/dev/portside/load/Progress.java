package dev.portside.load;

import java.io.PrintWriter;
import java.util.Locale;

/** How far a run is: one line that redraws itself on a terminal, else a plain line after each tenth and one after the check. */
final class Progress {
    private static final int TENTHS = 10;
    private static final int REDRAWS = 200;
    private static final String CLEAR = "\r\033[K";

    private final PrintWriter out;
    private final boolean terminal;
    private final int tasks;

    Progress(PrintWriter out, boolean terminal, int tasks) {
        this.out = out;
        this.terminal = terminal;
        this.tasks = tasks;
    }

    /** So many tasks have started. */
    void started(int count, Measurements measured) {
        if (isDue(count)) {
            double p99 = measured.calls().getValueAtPercentile(99) / 1e6;
            show(
                    count,
                    String.format(
                            Locale.ROOT,
                            "%d of %d tasks started, p99 %.1f ms, %s",
                            count,
                            tasks,
                            p99,
                            measured.answers()));
        }
    }

    /** The check has reached so many tasks. */
    void checked(int count, Tally tally) {
        if (count == tasks || (terminal && isDue(count))) {
            show(
                    count,
                    String.format(
                            Locale.ROOT,
                            "%d of %d tasks checked, %d lost, %d wrong",
                            count,
                            tasks,
                            tally.count(Ending.LOST),
                            tally.count(Ending.WRONG)));
        }
    }

    private boolean isDue(int count) {
        long steps = terminal ? REDRAWS : TENTHS;
        return count * steps / tasks != (count - 1) * steps / tasks;
    }

    private void show(int count, String line) {
        if (terminal) {
            out.print(CLEAR + line + (count == tasks ? System.lineSeparator() : ""));
        } else {
            out.println(line);
        }
        out.flush();
    }
}
