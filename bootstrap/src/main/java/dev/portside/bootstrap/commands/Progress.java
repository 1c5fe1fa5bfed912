package dev.portside.bootstrap.commands;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/** How far long work is: a bar that redraws itself on a terminal, else a plain line after each tenth. */
final class Progress {
    private static final int TENTHS = 10;
    private static final int CELLS = 40;

    private final PrintWriter out;
    private final boolean terminal;
    private final String what;
    private final long total;
    private long done;
    private long shown = -1;

    private Progress(PrintWriter out, boolean terminal, String what, long total) {
        this.out = out;
        this.terminal = terminal;
        this.what = what;
        this.total = total;
    }

    /**
     * @param what is counted, in the plural
     * @param total 1 or more
     */
    static Progress of(PrintWriter out, String what, long total) {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return of(out, terminal, what, total);
    }

    /** The same on a terminal or not, whatever this process has. */
    static Progress of(PrintWriter out, boolean terminal, String what, long total) {
        return new Progress(out, terminal, what, total);
    }

    /** One more is done. */
    void step() {
        step(1);
    }

    /** So many more are done. */
    void step(long more) {
        done += more;
        long steps = terminal ? CELLS : TENTHS;
        long reached = Math.min(done, total) * steps / total;
        if (reached == shown) {
            return;
        }
        shown = reached;
        String counted = done + " of " + total + " " + what;
        if (!terminal) {
            out.println(counted);
            out.flush();
            return;
        }
        int cells = Math.toIntExact(reached);
        out.print("\r[" + "#".repeat(cells) + " ".repeat(CELLS - cells) + "] " + counted);
        if (done == total) {
            out.println();
        }
        out.flush();
    }

    /** Ends the bar's line when the work ends early. */
    void interrupted() {
        if (terminal && done > 0 && done < total) {
            out.println();
            out.flush();
        }
    }
}
