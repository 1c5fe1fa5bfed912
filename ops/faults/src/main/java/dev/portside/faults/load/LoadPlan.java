package dev.portside.faults.load;

import java.time.Duration;

/**
 * Which load to put on a fleet.
 *
 * @param prefix of the ids of all records
 * @param tasks changes to ask for
 * @param clients at once, each with one request under way at most
 * @param ownRecords per client, changed by it alone: its tasks are accepted in a known order
 * @param sharedRecords changed by all clients
 * @param poisonPerMille changes that the store will refuse
 * @param patience how long a client waits for an answer
 */
public record LoadPlan(
        String prefix,
        int tasks,
        int clients,
        int ownRecords,
        int sharedRecords,
        int poisonPerMille,
        Duration patience) {
    /** A mixture that suits most trials. */
    public static LoadPlan of(String prefix, int tasks) {
        return new LoadPlan(prefix, tasks, 32, 12, 16, 1, Duration.ofSeconds(10));
    }
}
