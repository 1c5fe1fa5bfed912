/** The load generator: tasks start at a constant rate, whatever the answers do, and what became of each is checked afterwards. */
@NullMarked
package dev.portside.load;

import org.jspecify.annotations.NullMarked;
