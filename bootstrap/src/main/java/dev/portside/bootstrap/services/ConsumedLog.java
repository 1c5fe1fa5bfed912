package dev.portside.bootstrap.services;

import dev.portside.application.log.Breaker;
import dev.portside.application.log.ConsumeLog;
import dev.portside.application.log.ConsumePolicy;
import dev.portside.application.log.LogFlow;
import dev.portside.application.log.LogTaskIds;
import dev.portside.application.log.LogTasks;
import dev.portside.application.shared.Worker;
import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.metrics.FlowBacklog;
import dev.portside.bootstrap.settings.LogConsumerSettings;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.log.EventLog;
import dev.portside.domain.shared.ComponentHealth;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.Signal;
import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** One log with its consumers: what the services that work from a log have in common, whatever they are bound to. */
final class ConsumedLog {
    private static final Duration WAITERS_INTERVAL = Duration.ofMillis(100);

    private final String name;
    private final Source source;
    private final LogStores stores;
    private final Foundation foundation;
    private final LogTaskIds taskIds;
    private final LogTasks tasks;
    private final Breaker breaker;
    private volatile int consumers;

    /**
     * @param name of the service
     * @param taskKinds of the entries
     */
    ConsumedLog(String name, Source source, LogStores stores, List<String> taskKinds, Foundation foundation) {
        this.name = name;
        this.source = source;
        this.stores = stores;
        this.foundation = foundation;
        String topic = stores.stream().topic();
        this.taskIds = new LogTaskIds(topic, taskKinds, stores.taskSecret());
        this.tasks = new LogTasks(stores.stream(), taskIds, stores.progress());
        LogConsumerSettings settings = foundation.settings().consumers();
        this.breaker =
                new Breaker(topic, settings.breakerFailuresMax(), settings.breakerOpenTime(), foundation.clock());
    }

    /** Where work is accepted. */
    EventLog entries() {
        return foundation.traces().log(stores.stream(), stores.log());
    }

    LogTaskIds taskIds() {
        return taskIds;
    }

    /** Also what lets waiting callers go when it is closed. */
    LogTasks tasks() {
        return tasks;
    }

    private FlowBacklog backlog() {
        return FlowBacklog.of(stores.log().backlog(), foundation.clock());
    }

    /** @param further details of the service itself */
    ComponentHealth health(Map<String, Object> further) {
        Map<String, Object> details = new TreeMap<>(further);
        details.put("backend", stores.durable() ? "postgres" : "memory");
        details.put("consumers", consumers);
        details.put("circuit_breaker", breaker.state());
        boolean answering = stores.tellHealth(details);
        try {
            FlowBacklog backlog = backlog();
            details.put("queued", backlog.entries());
            details.put("oldest_queued_seconds", backlog.oldest().toMillis() / 1000.0);
            details.put("dead_letters", foundation.deadLetters().count(Optional.of(source)));
        } catch (Unavailable e) {
            details.put("queue", String.valueOf(e.getMessage()));
        }
        return new ComponentHealth(name, answering && !details.containsKey("queue") && breaker.admits(), details);
    }

    /** Starts what every instance needs that accepts work or answers for it. */
    void startKeeping(CloseStack started) {
        foundation.meters().backlog(name, this::backlog);
        foundation.meters().breaker(name, breaker::state);
        stores.startKeeping(started);
        if (stores.durable()) {
            // Other instances apply entries, too.
            started.push(
                    name + " waiters", Worker.start(name + "-waiters", tasks::look, new Signal(), WAITERS_INTERVAL));
        }
    }

    /** Starts consumers that share the partitions. */
    <T> void startConsumers(CloseStack started, int count, LogFlow<T> flow, ConsumePolicy policy, FlowMeter meter) {
        consumers = count;
        List<AutoCloseable> workers = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            ConsumeLog consumer = new ConsumeLog(
                    flow,
                    stores.reader(index, count, policy.batchSizeMax()),
                    stores.progress(),
                    tasks,
                    breaker,
                    policy,
                    foundation.clock(),
                    new SplittableRandom(),
                    meter);
            workers.add(consumer.start(name + "-worker-" + index));
        }
        // Each takes half a second to leave its group, all together no longer.
        started.pushTogether(name + " workers", workers);
        stores.drainBeforeConsumersStop(started);
    }
}
