package dev.portside.faults.todos;

/** @param number its title */
record StoredTodo(String id, int number, long version) {}
