package dev.portside.benchmark;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** How Portside and its peer are set for records: as written here, but for what the command line says. */
final class RecordsSettings {
    private static final Map<String, String> FIXED = Map.of(
            "REPOSITORY_TYPE", "postgres",
            "ROLES", "api,inbox",
            "HOST", "127.0.0.1",
            "PORT", "0",
            "LOG_LEVEL", "error",
            "JWT_SECRET", "a secret of 32 bytes, for measurements");
    private static final String SEED = "SEED";

    private final Map<String, String> tuned = new TreeMap<>(PeerSettings.FASTEST);

    /** @param given {@code NAME=VALUE} each */
    RecordsSettings(List<String> given) {
        tuned.put("INBOX_WORKER_COUNT", "1");
        tuned.put("INBOX_BATCH_SIZE", "2000");
        tuned.put(SEED, Integer.toString(new SplittableRandom().nextInt()));
        tuned.putAll(GivenSettings.parse(given));
    }

    RandomGenerator random() {
        return new SplittableRandom(Long.parseLong(tuned.get(SEED)));
    }

    /** For a process that works on these databases. */
    Map<String, String> of(Databases databases) {
        Map<String, String> all = new HashMap<>(FIXED);
        all.putAll(tuned);
        all.putAll(databases.settings());
        return all;
    }

    /** What the command line must say for the same settings. */
    @Override
    public String toString() {
        return tuned.entrySet().stream().map(Map.Entry::toString).collect(joining(" "));
    }
}
