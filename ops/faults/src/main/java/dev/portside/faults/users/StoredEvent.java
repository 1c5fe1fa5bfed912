package dev.portside.faults.users;

/**
 * An event of a committed change, as the outbox has it.
 *
 * @param sequence grows with each change of one user
 */
record StoredEvent(String id, String user, long sequence, long version, String type, String email, String name) {}
