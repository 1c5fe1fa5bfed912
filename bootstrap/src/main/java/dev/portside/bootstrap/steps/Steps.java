package dev.portside.bootstrap.steps;

/** Told before and after each call that a relay makes on a port; what it throws, the relay gets. */
@FunctionalInterface
public interface Steps {
    Steps NONE = _ -> {};

    /** @param name such as {@code before claim} */
    void at(String name);
}
