/** Dead letters over HTTP. */
@NullMarked
package dev.portside.http.deadletters;

import org.jspecify.annotations.NullMarked;
