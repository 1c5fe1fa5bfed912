package dev.portside.stack;

/** What a server is for. */
public enum Profile {
    /** Starts as fast as it can; what it acknowledged survives its death, but not the loss of power. */
    TEST,
    /** As in production: what it acknowledged survives the loss of power too, and its code is compiled for speed. */
    PRODUCTION
}
