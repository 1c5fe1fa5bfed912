/** What every feature needs: texts and keys, faults, leases on lanes, retry delays, signals. */
@NullMarked
package dev.portside.domain.shared;

import org.jspecify.annotations.NullMarked;
