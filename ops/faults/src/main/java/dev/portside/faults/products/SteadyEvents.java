package dev.portside.faults.products;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.ProductFleet;
import dev.portside.faults.fleet.Topic;
import dev.portside.faults.load.AtOnce;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Events at a steady rate, whatever the answers are, from clients with a product each. */
final class SteadyEvents {
    private final ProductFleet fleet;
    private final Caller caller;
    private final int clients;
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();

    /** Numbers of refused events: one that the broker did not answer in time may be in the topic all the same. */
    private final Set<Integer> refusedNumbers = ConcurrentHashMap.newKeySet();

    /** By product, the number of its last accepted event. */
    private final Map<String, Integer> last = new ConcurrentHashMap<>();

    SteadyEvents(ProductFleet fleet, Caller caller, int clients) {
        this.fleet = fleet;
        this.caller = caller;
        this.clients = clients;
    }

    Phase send(double perSecond, Duration time) throws InterruptedException {
        Queue<Long> nanos = new ConcurrentLinkedQueue<>();
        AtomicInteger refused = new AtomicInteger();
        Queue<String> surprises = new ConcurrentLinkedQueue<>();
        long start = System.nanoTime();
        long interval = (long) (TimeUnit.SECONDS.toNanos(clients) / perSecond);
        AtOnce.run(clients, client -> {
            long due = start + client * interval / clients;
            for (; due - start < time.toNanos(); due += interval) {
                LockSupport.parkNanos(due - System.nanoTime());
                Reply reply = send(client);
                if (!(reply instanceof Reply.Answered answer)) {
                    surprises.add(reply.toString());
                } else if (answer.status() == 202) {
                    nanos.add(System.nanoTime() - due);
                } else if (answer.status() == 503 && !answer.retryAfter().isEmpty()) {
                    refused.incrementAndGet();
                } else {
                    surprises.add(reply.toString());
                }
            }
        });
        accepted.addAndGet(nanos.size());
        List<Long> sorted = nanos.stream().sorted().toList();
        Duration p99 = sorted.isEmpty() ? Duration.ZERO : Duration.ofNanos(sorted.get(sorted.size() * 99 / 100));
        return new Phase(sorted.size(), refused.get(), p99, List.copyOf(surprises));
    }

    private Reply send(int client) {
        Instance instance = fleet.instances().get(client % fleet.instances().size());
        String product = "steady-" + client;
        int number = numbers.incrementAndGet();
        Reply reply = caller.post(
                instance,
                "/api/v1/events",
                "{\"product_id\":\"%s\",\"price\":%d,\"stock\":%d}".formatted(product, number, number));
        if (reply instanceof Reply.Answered answer && answer.status() == 202) {
            last.put(product, number);
        } else {
            refusedNumbers.add(number);
        }
        return reply;
    }

    /**
     * What is wrong once all is done: an accepted event is in the topic, and so may a refused one be; each product is as its
     * last accepted event says, or as a refused one says that was sent later.
     */
    List<String> wrong(ProductStore store, Topic topic) {
        List<String> wrong = new ArrayList<>();
        long entries = topic.ends().values().stream().mapToLong(Long::longValue).sum();
        if (entries < accepted.get() || entries > accepted.get() + refusedNumbers.size()) {
            wrong.add(accepted + " events were accepted, " + refusedNumbers.size() + " refused, and " + entries
                    + " are in the topic");
        }
        Map<String, Integer> missing = new HashMap<>(last);
        for (StoredState product : store.products()) {
            Integer wanted = missing.remove(product.product());
            if (wanted == null || !isLast(product, wanted)) {
                wrong.add(product + " should come from " + wanted);
            }
        }
        missing.forEach((product, wanted) -> wrong.add(product + " is not there, but should come from " + wanted));
        return wrong;
    }

    private boolean isLast(StoredState product, int accepted) {
        int number = product.number();
        return product.stock() == number
                && (number == accepted || (number > accepted && refusedNumbers.contains(number)));
    }
}
