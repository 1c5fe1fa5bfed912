/** PostgreSQL: the connections, the schema and the ports that features share. */
@NullMarked
package dev.portside.postgres;

import org.jspecify.annotations.NullMarked;
