/** The web page. */
@NullMarked
package dev.portside.http.page;

import org.jspecify.annotations.NullMarked;
