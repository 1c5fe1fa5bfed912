/** Use cases of users: registering, changing, and relaying their events to the topic. */
@NullMarked
package dev.portside.application.users;

import org.jspecify.annotations.NullMarked;
