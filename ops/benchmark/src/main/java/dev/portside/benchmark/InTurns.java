package dev.portside.benchmark;

import java.io.IOException;
import java.util.List;
import java.util.SequencedMap;

/** Servers of the same bytes, measured one after the other, round by round. */
final class InTurns {
    static final String BARE = "bare handler";
    private static final int WARM_UP_SECONDS = 5;

    private InTurns() {}

    /** @param urls by names, Portside's first */
    static Comparison compare(Wrk wrk, SequencedMap<String, String> urls, int rounds, int seconds) throws IOException {
        List<String> each = List.copyOf(urls.sequencedValues());
        for (String url : each) {
            wrk.measure(url, WARM_UP_SECONDS);
        }
        Comparison comparison = new Comparison(urls.sequencedKeySet().toArray(String[]::new));
        for (int round = 0; round < rounds; round++) {
            comparison.add(rates(wrk, each, round, seconds));
        }
        return comparison;
    }

    /** Whoever comes first in a round comes later in the next one, so that a drift of the machine helps nobody. */
    private static double[] rates(Wrk wrk, List<String> urls, int round, int seconds) throws IOException {
        double[] rates = new double[urls.size()];
        for (int i = 0; i < rates.length; i++) {
            int next = (i + round) % rates.length;
            rates[next] = wrk.measure(urls.get(next), seconds);
        }
        return rates;
    }
}
