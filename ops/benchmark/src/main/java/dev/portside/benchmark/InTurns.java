package dev.portside.benchmark;

import java.io.IOException;

/** Portside and a bare handler of the same bytes, measured one after the other, round by round. */
final class InTurns {
    static final String BARE = "bare handler";
    private static final int WARM_UP_SECONDS = 10;

    private InTurns() {}

    static Comparison compare(Wrk wrk, String portside, String bare, int rounds, int seconds) throws IOException {
        wrk.measure(bare, WARM_UP_SECONDS);
        wrk.measure(portside, WARM_UP_SECONDS);
        Comparison comparison = new Comparison("Portside", BARE);
        for (int round = 0; round < rounds; round++) {
            // Whoever comes first in a round comes last in the next one, so that a drift of the machine helps neither.
            if (round % 2 == 0) {
                double rate = wrk.measure(portside, seconds);
                comparison.add(rate, wrk.measure(bare, seconds));
            } else {
                double bareRate = wrk.measure(bare, seconds);
                comparison.add(wrk.measure(portside, seconds), bareRate);
            }
        }
        return comparison;
    }
}
