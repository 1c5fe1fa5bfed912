/** What a proxy and Portside each take for a request, over bytes of which two readers could disagree. */
@NullMarked
package dev.portside.hardening.framing;

import org.jspecify.annotations.NullMarked;
