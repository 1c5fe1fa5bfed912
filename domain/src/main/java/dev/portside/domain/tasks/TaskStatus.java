package dev.portside.domain.tasks;

/** Where a task stands. The last three are final, except that requeueing makes a dead task pending again. */
public enum TaskStatus {
    PENDING,
    APPLIED,
    REJECTED,
    DEAD;

    public boolean finished() {
        return this != PENDING;
    }
}
