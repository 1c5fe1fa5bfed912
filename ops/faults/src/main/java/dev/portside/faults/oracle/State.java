package dev.portside.faults.oracle;

import java.util.Optional;

/**
 * A record at one moment.
 *
 * @param version 1 after the insert, one more after each update; 0 when there is no record
 * @param number that of the operation whose value it has
 */
public record State(long version, long number) {
    public static final State ABSENT = new State(0, 0);

    public boolean present() {
        return version > 0;
    }

    /** What the operation makes of it; empty when it has to be rejected. */
    Optional<State> after(Operation operation) {
        boolean refused = present() == (operation.verb() == Verb.INSERT);
        if (refused) {
            return Optional.empty();
        }
        return Optional.of(
                switch (operation.verb()) {
                    case INSERT, UPDATE -> new State(version + 1, operation.number());
                    case DELETE -> ABSENT;
                });
    }

    @Override
    public String toString() {
        return present() ? "value " + number + " in version " + version : "no record";
    }
}
