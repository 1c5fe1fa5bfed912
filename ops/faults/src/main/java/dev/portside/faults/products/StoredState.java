package dev.portside.faults.products;

/** What the store made of an event: the state of a product, and the place of the event that it comes from. */
record StoredState(String product, Place place, int number, long stock) {}
