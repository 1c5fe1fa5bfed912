package dev.portside.faults.todos;

/**
 * A command that was accepted.
 *
 * @param todo its id
 * @param number its title, which no other command has
 */
record Asked(String todo, int number) {}
