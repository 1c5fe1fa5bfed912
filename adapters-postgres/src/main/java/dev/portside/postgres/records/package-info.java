/** Records, their ledger, and the inbox through which they are changed. */
@NullMarked
package dev.portside.postgres.records;

import org.jspecify.annotations.NullMarked;
