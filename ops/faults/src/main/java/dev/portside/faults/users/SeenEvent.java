package dev.portside.faults.users;

/**
 * A record that a reader of committed messages saw on the topic. What a record lacks is empty.
 *
 * @param id its header {@code ce_id}
 * @param type its header {@code ce_type}
 */
record SeenEvent(
        String id, String key, int partition, long offset, String type, String user, String email, String name) {}
