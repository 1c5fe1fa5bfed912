package dev.portside.faults.fleet;

/** This machine can't run what a fault test needs; it says nothing about Portside. */
public final class EnvironmentFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EnvironmentFault(String what, Throwable cause) {
        super("not Portside's fault: " + what, cause);
    }
}
