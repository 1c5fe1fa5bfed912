/** Records: JSON values under an id, changed asynchronously through an inbox. */
@NullMarked
package dev.portside.domain.records;

import org.jspecify.annotations.NullMarked;
