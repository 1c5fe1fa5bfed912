package dev.portside.faults.load;

import dev.portside.faults.fleet.Fleet;
import dev.portside.faults.fleet.RecordAudit;
import dev.portside.faults.oracle.Ending;
import dev.portside.faults.oracle.History;
import dev.portside.faults.oracle.Judgement;
import dev.portside.faults.oracle.Operation;
import dev.portside.faults.oracle.Oracle;
import dev.portside.faults.oracle.State;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Load on a fleet, something that happens meanwhile, and the judgement of every record afterwards. */
public final class Trial {
    /** What happens to the fleet while it is under load; it must leave everything running. */
    public interface Disturbance {
        void run(Load load) throws InterruptedException;
    }

    private Trial() {}

    /** The fleet must be ready and idle, and is when this returns. */
    public static Report run(Fleet fleet, LoadPlan plan, long seed, Disturbance disturbance)
            throws InterruptedException {
        RecordAudit audit = new RecordAudit(fleet.databases().records());
        audit.install();
        try (Aftermath aftermath = new Aftermath(fleet.instances())) {
            long countedBefore = total(aftermath.counts());
            Journal<Sent> journal = new Journal<>();
            try (Caller caller = new Caller(plan.patience());
                    Load load = load(fleet, plan, seed, journal, caller)) {
                disturbance.run(load);
                load.join();
            }
            fleet.awaitReady();
            aftermath.awaitIdle();
            Map<String, Ending> endings = aftermath.endings(journal.sent().stream()
                    .flatMap(sent -> sent.task().stream())
                    .toList());
            List<Judgement> judgements =
                    histories(journal.sent(), endings, audit.effects(plan.prefix()), aftermath).parallelStream()
                            .map(Oracle::judge)
                            .toList();
            return Report.of(journal, endings.values(), judgements, total(aftermath.counts()) - countedBefore);
        }
    }

    private static Load load(Fleet fleet, LoadPlan plan, long seed, Journal<Sent> journal, Caller caller) {
        Allowance allowance = new Allowance();
        SplittableRandom seeds = new SplittableRandom(seed);
        return Load.start(
                journal,
                allowance,
                plan.clients(),
                i -> new Client(i, plan, fleet.instances(), caller, journal, allowance, seeds.split()));
    }

    private static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static List<History> histories(
            Collection<Sent> sent, Map<String, Ending> endings, Map<String, List<State>> effects, Aftermath aftermath)
            throws InterruptedException {
        Map<String, List<Operation>> operations = sent.stream()
                .collect(Collectors.groupingBy(
                        Sent::id, Collectors.mapping(change -> change.operation(endings), Collectors.toList())));
        Map<String, State> found = aftermath.records(operations.keySet());
        return operations.entrySet().stream()
                .map(record -> new History(
                        record.getKey(),
                        record.getValue(),
                        effects.getOrDefault(record.getKey(), List.of()),
                        Objects.requireNonNull(found.get(record.getKey()))))
                .toList();
    }
}
