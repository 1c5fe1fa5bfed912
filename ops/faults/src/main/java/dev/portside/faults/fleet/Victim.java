package dev.portside.faults.fleet;

/** What can be broken. Each call returns when its effect is complete. */
public interface Victim {
    String name();

    /** What it is among others, for counts. */
    String role();

    /** Ends it as SIGKILL does. */
    void kill();

    /** Starts it again after {@link #kill}, as it was, and returns when it answers. */
    void revive();

    /** Stops it where it stands, as SIGSTOP does. */
    void pause();

    void resume();
}
