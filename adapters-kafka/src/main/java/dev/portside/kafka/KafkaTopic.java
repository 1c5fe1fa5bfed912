package dev.portside.kafka;

import java.util.Map;

/**
 * A topic that has to be there. It is made with the brokers' default of replicas.
 *
 * @param partitions of a new one
 * @param partitionsMin without which an old one can't be used
 * @param configuration of a new one
 * @param cleanup the {@code cleanup.policy} without which an old one can't be used
 */
public record KafkaTopic(
        String name, int partitions, int partitionsMin, Map<String, String> configuration, Cleanup cleanup) {
    /** What becomes of old records. */
    public enum Cleanup {
        /** The last record of each key stays for ever. */
        COMPACT,
        /** All go after their time. */
        DELETE;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
