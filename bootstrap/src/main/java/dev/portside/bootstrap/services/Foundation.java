package dev.portside.bootstrap.services;

import dev.portside.bootstrap.metrics.Meters;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.bootstrap.traces.Traces;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.http.events.LiveEvents;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What every service stands on.
 *
 * @param ids a new one each time, in ascending order
 * @param backends none when everything is bound to memory
 * @param memory that all stores and caches of the process share
 * @param live told what those who watch want to see at once
 */
public record Foundation(
        Settings settings,
        InstantSource clock,
        Supplier<UUID> ids,
        MemoryBudget memory,
        Optional<Backends> backends,
        DeadLetters deadLetters,
        Meters meters,
        LiveEvents live,
        Traces traces) {}
