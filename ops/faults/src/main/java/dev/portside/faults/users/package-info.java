/** Users and their events: the load, the relays, and what a reader of the topic may see. */
@NullMarked
package dev.portside.faults.users;

import org.jspecify.annotations.NullMarked;
