package dev.portside.faults.fleet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Several instances that share two databases, under a supervisor that starts again who ends by itself. */
public final class Fleet implements AutoCloseable {
    private final Databases databases;
    private final List<Instance> instances;
    private final Supervisor supervisor;

    private Fleet(Databases databases, List<Instance> instances) {
        this.databases = databases;
        this.instances = instances;
        this.supervisor = new Supervisor(instances);
    }

    /**
     * Starts everything, all instances at once, and returns when all are ready.
     *
     * @param distribution the folder with {@code bin/portside}
     * @param logs the folder for the instances' logs
     */
    public static Fleet start(Path distribution, Path logs, int size) {
        Databases databases = Databases.start();
        Map<String, String> settings = new HashMap<>(databases.settings());
        settings.put("REPOSITORY_TYPE", "postgres");
        settings.put("ROLES", "api,inbox");
        List<Instance> instances = IntStream.rangeClosed(1, size)
                .mapToObj(i -> "instance " + i)
                .map(name -> Instance.of(name, distribution, logs.resolve(name.replace(' ', '-') + ".log"), settings))
                .toList();
        Fleet fleet = new Fleet(databases, instances);
        try {
            instances.forEach(Instance::start);
            instances.forEach(Instance::awaitReady);
            return fleet;
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    public List<Instance> instances() {
        return instances;
    }

    /** Everybody who can be broken; a blow hits instances and each database equally often. */
    public List<Victim> victims() {
        List<Victim> victims = new ArrayList<>(instances);
        victims.addAll(Collections.nCopies(instances.size(), databases.inbox()));
        victims.addAll(Collections.nCopies(instances.size(), databases.main()));
        return victims;
    }

    public Databases databases() {
        return databases;
    }

    /** How often an instance ended by itself. */
    public int ownEnds() {
        return instances.stream().mapToInt(Instance::ownEnds).sum();
    }

    public void awaitReady() {
        instances.forEach(Instance::awaitReady);
    }

    /** Everything is closed, whatever fails on the way. */
    @Override
    public void close() {
        supervisor.close();
        Closing.all(Stream.concat(instances.stream(), Stream.of(databases)));
    }
}
