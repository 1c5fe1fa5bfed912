/** Checks every answer that a test receives against the OpenAPI document. */
@NullMarked
package dev.portside.conformance;

import org.jspecify.annotations.NullMarked;
