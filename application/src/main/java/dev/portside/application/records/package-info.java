/** Accepting changes of records into the inbox, and applying them. */
@NullMarked
package dev.portside.application.records;

import org.jspecify.annotations.NullMarked;
