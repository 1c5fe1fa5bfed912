package dev.portside.load;

import java.io.IOException;

/** The calls of one task, one after the other, each measured. */
public final class Journey {
    private final Clock clock;
    private final Measurements measurements;
    private final long due;
    private long intended;

    /** @param due when the first call is to be made */
    Journey(Clock clock, Measurements measurements, long due) {
        this.clock = clock;
        this.measurements = measurements;
        this.due = due;
        this.intended = due;
    }

    /** A call that is made and answered. */
    public interface Exchange {
        Reply make() throws IOException, InterruptedException;
    }

    /**
     * Makes a call and waits for its answer.
     *
     * @param step what it is called in reports
     * @param expected the statuses that it may have
     * @throws TaskFault when there is no answer, or one of another status
     */
    public Reply call(String step, Exchange exchange, int... expected) throws TaskFault, InterruptedException {
        long sent = clock.nanos();
        try {
            Reply reply = exchange.make();
            long now = clock.nanos();
            measurements.answered(step, now - intended, now - sent, reply);
            intended = now;
            checkStatus(step, reply, expected);
            return reply;
        } catch (IOException e) {
            String fault = e.getClass().getSimpleName();
            measurements.unanswered(step, clock.nanos() - intended, fault);
            throw new TaskFault(Ending.FAILED, step + " was not answered: " + fault);
        }
    }

    /** Since the task was to start. */
    long nanos() {
        return clock.nanos() - due;
    }

    private static void checkStatus(String step, Reply reply, int... expected) throws TaskFault {
        for (int status : expected) {
            if (reply.status() == status) {
                return;
            }
        }
        boolean refused = reply.status() == 429 || reply.status() == 503;
        throw new TaskFault(refused ? Ending.REFUSED : Ending.FAILED, step + " was answered with " + reply.status());
    }
}
