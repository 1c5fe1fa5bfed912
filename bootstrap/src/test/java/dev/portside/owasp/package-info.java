/** The OWASP API Security Top 10 of 2023, asked of the whole service. */
@NullMarked
package dev.portside.owasp;

import org.jspecify.annotations.NullMarked;
