package dev.portside.faults.oracle;

/**
 * One change of one record that a client asked for; requests that were repeated under one idempotency key are one.
 *
 * @param number unique in a run; the value of an insert or update carries it
 * @param sentAt when it was sent first, in nanoseconds on the clock that all clients share
 * @param answeredAt when its acceptance was known: it has its place in the order by then
 * @param poison whether the store refuses its value, so that it may die
 */
public record Operation(long number, Verb verb, long sentAt, long answeredAt, boolean poison, Ending ending) {
    /** {@link #answeredAt} of what nobody answered. */
    public static final long NEVER = Long.MAX_VALUE;

    public Operation {
        if (ending instanceof Ending.Unanswered && answeredAt != NEVER) {
            throw new IllegalArgumentException("answered after all: " + number);
        }
    }

    /** Whether it has a place in the order, and is known to. */
    boolean required() {
        return switch (ending) {
            case Ending.Applied _, Ending.Rejected _ -> true;
            case Ending.Dead _, Ending.Unanswered _, Ending.Lost _ -> false;
        };
    }

    /** Whether it may have had an effect. */
    boolean effective() {
        return switch (ending) {
            case Ending.Applied _, Ending.Unanswered _, Ending.Lost _ -> true;
            case Ending.Rejected _, Ending.Dead _ -> false;
        };
    }

    Operation with(Ending other) {
        return new Operation(number, verb, sentAt, answeredAt, poison, other);
    }

    Operation within(long from, long to) {
        return new Operation(number, verb, from, to, poison, ending);
    }

    @Override
    public String toString() {
        return verb + " " + number + (poison ? " (poison) " : " ") + ending;
    }
}
