/** What tasks do, and what must be there afterwards. */
@NullMarked
package dev.portside.load.scenarios;

import org.jspecify.annotations.NullMarked;
