package dev.portside.faults.products;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.load.Allowance;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Journal;
import dev.portside.faults.load.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * One client with products of its own, which sends its next event when it knows how the last one was received. Most events
 * carry an idempotency key and are repeated until somebody accepts them; the others are sent once, and it may stay unknown
 * what became of them.
 */
final class ProductClient implements Callable<Void> {
    private static final Duration ACCEPTED_TIME_MAX = Duration.ofMinutes(4);
    private static final Duration PAUSE_MAX = Duration.ofMillis(50);
    private static final int KEYED_PERCENT = 90;
    private static final int POISON_PER_MILLE = 1;
    private static final int STOCK_MAX = 600;

    private final List<String> products;
    private final List<Instance> instances;
    private final Caller caller;
    private final Journal<AskedEvent> journal;
    private final Allowance allowance;
    private final RandomGenerator random;

    ProductClient(
            List<String> products,
            List<Instance> instances,
            Caller caller,
            Journal<AskedEvent> journal,
            Allowance allowance,
            RandomGenerator random) {
        this.products = products;
        this.instances = instances;
        this.caller = caller;
        this.journal = journal;
        this.allowance = allowance;
        this.random = random;
    }

    @Override
    public Void call() throws InterruptedException {
        for (int number = journal.next(); allowance.await(number); number = journal.next()) {
            send(number);
        }
        return null;
    }

    private void send(int number) {
        String product = products.get(random.nextInt(products.size()));
        long stock = random.nextInt(1_000) < POISON_PER_MILLE ? LoggedEvent.POISON : random.nextInt(STOCK_MAX);
        String body = "{\"product_id\":\"%s\",\"price\":%d,\"stock\":%d}".formatted(product, number, stock);
        boolean keyed = random.nextInt(100) < KEYED_PERCENT;
        Optional<String> task = keyed ? insist(number, body) : sendOnce(body);
        journal.add(new AskedEvent(product, number, stock, keyed, task), task.isPresent(), System.nanoTime());
    }

    /** Repeats the request under one key until it is accepted. */
    private Optional<String> insist(int number, String body) {
        long start = System.nanoTime();
        while (true) {
            Optional<String> task = task(post(body, "Idempotency-Key", "event-" + number));
            if (task.isPresent()) {
                return task;
            }
            if (System.nanoTime() - start > ACCEPTED_TIME_MAX.toNanos()) {
                throw new Until.Overdue("nobody accepts " + body + " for " + ACCEPTED_TIME_MAX.toSeconds() + " s");
            }
            pause();
        }
    }

    /** Sends it until there is a connection, and then no more. */
    private Optional<String> sendOnce(String body) {
        Reply reply = post(body);
        while (reply instanceof Reply.NotSent) {
            journal.request(reply);
            pause();
            reply = post(body);
        }
        return task(reply);
    }

    private Reply post(String body, String... headers) {
        return caller.post(instances.get(random.nextInt(instances.size())), "/api/v1/events", body, headers);
    }

    private Optional<String> task(Reply reply) {
        journal.request(reply);
        if (!(reply instanceof Reply.Answered answered)) {
            return Optional.empty();
        }
        if (answered.status() == 202) {
            return Optional.of(answered.header("Location"));
        }
        journal.refused(answered);
        return Optional.empty();
    }

    private void pause() {
        LockSupport.parkNanos(random.nextLong(PAUSE_MAX.toNanos()));
    }
}
