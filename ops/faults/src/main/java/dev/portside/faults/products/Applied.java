package dev.portside.faults.products;

import java.util.List;

/**
 * What the store holds.
 *
 * @param steps the positions that were stored, each partition's in ascending order: what is between two of them was one
 *     transaction
 * @param changes of products, each noted by the store itself
 * @param products as they are in the end
 * @param dead places of dead letters
 */
record Applied(List<Place> steps, List<StoredState> changes, List<StoredState> products, List<Place> dead) {}
