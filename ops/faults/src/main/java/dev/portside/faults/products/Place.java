package dev.portside.faults.products;

/** Where an entry is in the topic. */
record Place(int partition, long offset) {}
