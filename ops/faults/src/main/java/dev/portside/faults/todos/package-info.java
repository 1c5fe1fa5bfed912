/** Todos that change while what stands between them and their readers is broken, and observers of every read. */
package dev.portside.faults.todos;
