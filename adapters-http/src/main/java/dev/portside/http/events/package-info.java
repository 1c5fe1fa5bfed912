/** What happens, told to whoever listens, over server-sent events. */
@NullMarked
package dev.portside.http.events;

import org.jspecify.annotations.NullMarked;
