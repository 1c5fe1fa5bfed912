package dev.portside.bootstrap.services;

import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.settings.Role;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.shared.ComponentHealth;
import dev.portside.domain.shared.Evictable;
import dev.portside.domain.tasks.Tasks;
import dev.portside.http.Route;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One of the services that Portside is made of: what it shows, and what it runs. */
public interface Service {
    /** Its name in {@code /health} and in the metrics. */
    String name();

    List<Route> routes();

    ComponentHealth health();

    /** Whether it is as ready for calls as it gets: what it reads in advance is read. */
    default boolean warm() {
        return true;
    }

    /** The tasks that its callers may ask for. */
    default Optional<Tasks> tasks() {
        return Optional.empty();
    }

    /** What takes its dead letters back. */
    default Optional<Origin> origin() {
        return Optional.empty();
    }

    /** What gives memory back when it is short. */
    default Optional<Evictable> cache() {
        return Optional.empty();
    }

    /**
     * Starts what runs in the background in a process with these roles.
     *
     * @param started takes what has to be closed, in start order
     */
    void start(CloseStack started, Set<Role> roles);

    /** Lets go the callers that wait for tasks, so that a stop need not outlast them. */
    default void releaseCallers() throws Exception {}
}
