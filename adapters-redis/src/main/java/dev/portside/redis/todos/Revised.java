package dev.portside.redis.todos;

import dev.portside.domain.todos.TodoPage;

/** @param revision the todos were at least at this one when the page was loaded */
record Revised(TodoPage page, long revision) {}
