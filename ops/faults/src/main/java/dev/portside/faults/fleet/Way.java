package dev.portside.faults.fleet;

import dev.portside.stack.proxy.FaultyProxy;
import java.util.List;

/**
 * The network between a backend and some instances.
 *
 * @param backend the role of what is at its end
 * @param instances names of those who take it, each through a proxy of its own
 */
public record Way(String backend, List<String> instances, List<FaultyProxy> proxies) {
    public String name() {
        return "way of " + String.join(" and ", instances) + " to " + backend;
    }
}
