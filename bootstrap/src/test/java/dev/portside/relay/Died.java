package dev.portside.relay;

/** The relay's process ended here: nothing after it is done. */
final class Died extends Error {
    private static final long serialVersionUID = 1L;

    Died(String step) {
        super("died " + step, null, false, false);
    }
}
