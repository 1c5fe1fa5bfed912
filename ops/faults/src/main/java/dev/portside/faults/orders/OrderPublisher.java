package dev.portside.faults.orders;

import dev.portside.faults.fleet.OrderStream;
import dev.portside.faults.load.Allowance;
import dev.portside.faults.load.Journal;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One publisher, which repeats each message until the stream acknowledges it. */
final class OrderPublisher implements Callable<Void> {
    private static final Duration PUBLISH_TIME_MAX = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final MadeMessages made;
    private final Connection nats;
    private final Journal<SentMessage> journal;
    private final Allowance allowance;
    private final BooleanSupplier tooFarAhead;

    /** @param tooFarAhead whether publishers are to wait for those who store */
    OrderPublisher(
            MadeMessages made,
            Connection nats,
            Journal<SentMessage> journal,
            Allowance allowance,
            BooleanSupplier tooFarAhead) {
        this.made = made;
        this.nats = nats;
        this.journal = journal;
        this.allowance = allowance;
        this.tooFarAhead = tooFarAhead;
    }

    @Override
    public Void call() throws InterruptedException, IOException {
        JetStream stream = nats.jetStream(
                JetStreamOptions.builder().requestTimeout(PUBLISH_TIME_MAX).build());
        for (int number = journal.next(); allowance.await(number); number = journal.next()) {
            while (tooFarAhead.getAsBoolean()) {
                pause();
            }
            SentMessage message = made.message(number);
            int publishes = publish(stream, message.text().getBytes(StandardCharsets.UTF_8));
            journal.add(
                    switch (message) {
                        case SentMessage.Good good ->
                            new SentMessage.Good(good.uid(), good.json(), good.text(), publishes);
                        case SentMessage.Bad bad -> new SentMessage.Bad(bad.text(), publishes);
                    },
                    true,
                    System.nanoTime());
        }
        return null;
    }

    private int publish(JetStream stream, byte[] payload) throws InterruptedException {
        for (int publishes = 1; true; publishes++) {
            try {
                stream.publish(OrderStream.SUBJECT, payload);
                return publishes;
            } catch (IOException | JetStreamApiException | IllegalStateException e) {
                // It may be there or not; the next one may come twice.
                pause();
            }
        }
    }

    private static void pause() throws InterruptedException {
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
