package dev.portside.domain.shared;

import java.util.List;

/**
 * For whom this thread works now: the W3C trace contexts of the requests that brought the work in hand. Log lines and
 * spans are told from here which trace they belong to. Threads that this one starts know nothing of it.
 *
 * <p>Cost: a binding takes some ten nanoseconds, and none is made for work that belongs to no trace.
 */
public final class TracedWork {
    private static final ScopedValue<List<String>> TRACEPARENTS = ScopedValue.newInstance();

    private TracedWork() {}

    /** One for each request; empty when none of them is traced. */
    public static List<String> traceparents() {
        return TRACEPARENTS.orElse(List.of());
    }

    /** Does the work for these, and for nobody else. */
    public static <T, X extends Throwable> T call(
            List<String> traceparents, ScopedValue.CallableOp<? extends T, X> work) throws X {
        if (traceparents.isEmpty() && !TRACEPARENTS.isBound()) {
            return work.call();
        }
        return ScopedValue.where(TRACEPARENTS, List.copyOf(traceparents)).call(work::call);
    }

    /** The same for work without a result. */
    public static void run(List<String> traceparents, Runnable work) {
        boolean _ = call(traceparents, () -> {
            work.run();
            return true;
        });
    }
}
