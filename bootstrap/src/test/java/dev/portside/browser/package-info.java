/** The web page in a browser, used as a person would. */
@NullMarked
package dev.portside.browser;

import org.jspecify.annotations.NullMarked;
