package dev.portside.faults.todos;

/**
 * A command in the topic.
 *
 * @param key of its record
 * @param number its title
 */
record LoggedCommand(int partition, long offset, String key, String todo, boolean creates, int number) {}
