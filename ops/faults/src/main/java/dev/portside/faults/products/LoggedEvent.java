package dev.portside.faults.products;

/**
 * An event in the topic.
 *
 * @param key of its record
 * @param number its price
 */
record LoggedEvent(Place place, String key, String product, int number, long stock) {
    /** A stock that the store refuses. */
    static final long POISON = 666;

    boolean poison() {
        return stock == POISON;
    }
}
