package dev.portside.load.scenarios;

import dev.portside.load.Service;

/**
 * What scenarios load.
 *
 * @param run a number that differs from run to run, so that what an earlier one left behind is not taken for this one's
 */
public record Target(Service service, OrderFeed orders, long run) {
    /** A name that no other task has, in any run. */
    String name(int task) {
        return Long.toString(run, Character.MAX_RADIX) + "-" + task;
    }
}
