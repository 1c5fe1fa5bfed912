package dev.portside.faults.products;

import java.util.Optional;

/**
 * An event that a client sent.
 *
 * @param number its price, which no other event has
 * @param keyed whether it came with an idempotency key, so that of all its copies the first one counts
 * @param task where its end can be asked for; empty when it is unknown whether it was accepted
 */
record AskedEvent(String product, int number, long stock, boolean keyed, Optional<String> task) {}
