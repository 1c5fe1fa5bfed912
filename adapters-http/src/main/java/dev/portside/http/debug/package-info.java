/** What an administrator looks at when the service is not as fast as it should be. */
@NullMarked
package dev.portside.http.debug;

import org.jspecify.annotations.NullMarked;
