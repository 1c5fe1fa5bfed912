package dev.portside.load;

/** A task that did not end as it should. */
public final class TaskFault extends Exception {
    private static final long serialVersionUID = 1;

    private final Ending ending;

    /** @param what went wrong, for a person */
    public TaskFault(Ending ending, String what) {
        super(what, null, false, false);
        this.ending = ending;
    }

    public Ending ending() {
        return ending;
    }

    public String what() {
        return String.valueOf(getMessage());
    }
}
