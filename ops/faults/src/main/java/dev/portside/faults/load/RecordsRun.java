package dev.portside.faults.load;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.NumberReader;
import dev.portside.faults.fleet.RecordAudit;
import dev.portside.faults.oracle.Ending;
import dev.portside.faults.oracle.History;
import dev.portside.faults.oracle.Judgement;
import dev.portside.faults.oracle.Operation;
import dev.portside.faults.oracle.Oracle;
import dev.portside.faults.oracle.State;
import dev.portside.stack.Database;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Changes of records, and the judgement of every record's whole history. */
public final class RecordsRun implements FlowRun<Report> {
    private final Journal<Sent> journal = new Journal<>();
    private final LoadPlan plan;
    private final RecordAudit audit;
    private final Aftermath aftermath;
    private final Caller caller;
    private final long countedBefore;
    private final Load load;

    /**
     * Starts clients; everything must be ready and idle.
     *
     * @param records the database that they come to
     */
    public RecordsRun(List<Instance> instances, Database records, LoadPlan plan, long seed, Allowance allowance) {
        this.plan = plan;
        this.audit = new RecordAudit(records);
        audit.install();
        this.aftermath = new Aftermath(instances);
        this.caller = new Caller(plan.patience());
        this.countedBefore = total(aftermath.counts());
        SplittableRandom seeds = new SplittableRandom(seed);
        this.load = Load.start(
                journal,
                allowance,
                plan.clients(),
                i -> new Client(i, plan, instances, caller, journal, allowance, seeds.split()));
    }

    @Override
    public Load load() {
        return load;
    }

    @Override
    public OptionalLong effects(NumberReader main) {
        return main.ask("SELECT coalesce(max(seq), 0) FROM records_audit");
    }

    @Override
    public Report judge() throws InterruptedException {
        aftermath.awaitIdle();
        Map<String, Ending> endings = aftermath.endings(
                journal.sent().stream().flatMap(sent -> sent.task().stream()).toList());
        List<Judgement> judgements = histories(journal.sent(), endings, audit.effects(plan.prefix())).parallelStream()
                .map(Oracle::judge)
                .toList();
        return Report.of(journal, endings.values(), judgements, total(aftermath.counts()) - countedBefore);
    }

    private static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private List<History> histories(
            Collection<Sent> sent, Map<String, Ending> endings, Map<String, List<State>> effects)
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

    @Override
    public void close() {
        load.close();
        caller.close();
        aftermath.close();
    }
}
