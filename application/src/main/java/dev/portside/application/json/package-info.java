/**
 * JSON as every door of Portside reads and writes it: strict in, compact out.
 *
 * <p>It lives here because HTTP, Kafka and NATS share it and adapters don't import each other.
 */
@NullMarked
package dev.portside.application.json;

import org.jspecify.annotations.NullMarked;
