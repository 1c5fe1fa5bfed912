package dev.portside.faults;

import dev.portside.faults.fleet.EnvironmentFault;
import dev.portside.faults.fleet.Until;
import dev.portside.stack.StackFailure;

/**
 * {@code make test-faults}: all flows together, or one by itself, are put under load while processes and servers are killed
 * and paused, and the network between them fails. Prints the counts; the exit code is 1 when something was lost, doubled or otherwise wrong, 3 when this
 * machine couldn't run the test, 2 for bad usage.
 */
public final class FaultsMain {
    private static final int WRONG = 1;
    private static final int BAD_USAGE = 2;
    private static final int NOT_RUN = 3;

    private FaultsMain() {}

    /** @param arguments as {@link Order#usage} says */
    public static void main(String[] arguments) throws InterruptedException {
        Order order;
        try {
            order = Order.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "; usage: " + Order.usage());
            System.exit(BAD_USAGE);
            return;
        }
        System.out.println("seed " + order.seed() + "; the same load and blows again: SEED=" + order.seed());
        int code = 0;
        for (Order.Flow flow : order.flows()) {
            code = Math.max(code, run(flow, order));
        }
        System.exit(code);
    }

    private static int run(Order.Flow flow, Order order) throws InterruptedException {
        System.out.println(flow);
        long start = System.nanoTime();
        try {
            boolean right = switch (flow) {
                case TOGETHER -> TogetherFlow.run(order);
                case RECORDS -> RecordsFlow.run(order);
                case USERS -> UsersFlow.run(order);
                case OUTAGE -> OutageFlow.run(order);
                case PRODUCTS -> ProductsFlow.run(order);
                case STORE_OUTAGE -> StoreOutageFlow.run(order);
                case FLOOD -> FloodFlow.run(order);
                case ORDERS -> OrdersFlow.run(order);
                case TODOS -> TodosFlow.run(order);
                case ROLLING -> RollingFlow.run(order);
                case SOAK -> SoakFlow.run(order);
            };
            return right ? 0 : WRONG;
        } catch (Until.Overdue e) {
            System.err.println(e.getMessage());
            return WRONG;
        } catch (EnvironmentFault | StackFailure e) {
            System.err.println(e.getMessage());
            return NOT_RUN;
        } finally {
            System.out.printf("%.0f s%n", (System.nanoTime() - start) / 1e9);
        }
    }
}
