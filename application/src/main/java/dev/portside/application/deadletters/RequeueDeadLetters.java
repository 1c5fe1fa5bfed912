package dev.portside.application.deadletters;

import static java.lang.System.Logger.Level.WARNING;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Gives dead letters back to their flows, each under its original id. The flow takes the work first and the letter goes
 * afterwards: a crash in between leaves a letter whose repeat changes nothing, since a flow takes no work twice.
 */
public final class RequeueDeadLetters {
    /** Each costs a few round trips, which many can make at the same time. */
    private static final int AT_ONCE_MAX = 32;

    private static final System.Logger LOG = System.getLogger(RequeueDeadLetters.class.getName());

    /**
     * What a call for many did.
     *
     * @param failed letters that their flow could not take; they stay
     */
    public record Requeued(int requeued, int failed) {}

    private final DeadLetters letters;
    private final Map<Source, Origin> origins;

    public RequeueDeadLetters(DeadLetters letters, Collection<Origin> origins) {
        this.letters = letters;
        this.origins = origins.stream().collect(Collectors.toUnmodifiableMap(Origin::source, Function.identity()));
    }

    /**
     * Requeues one letter.
     *
     * @return the letter; empty when there is none with this id
     * @throws Unavailable when its flow is away; the letter stays
     */
    public Optional<DeadLetter> requeue(String id) {
        Optional<DeadLetter> letter = letters.find(id);
        letter.ifPresent(this::requeue);
        return letter;
    }

    /**
     * Requeues the oldest letters, at most {@code limit}, 1 to {@value DeadLetters#PAGE_SIZE_MAX}.
     *
     * @param source only of this flow; empty for all
     * @throws Unavailable when a flow is away before any letter was requeued
     */
    public Requeued requeue(Optional<Source> source, int limit) {
        return requeue(letters.page(source, Optional.empty(), limit));
    }

    /**
     * Requeues these letters, in the order given.
     *
     * @throws Unavailable when a flow is away before any letter was requeued
     */
    public Requeued requeue(List<DeadLetter> page) {
        int requeued = 0;
        int failed = 0;
        for (int from = 0; from < page.size(); ) {
            List<DeadLetter> wave = wave(page.subList(from, page.size()));
            from += wave.size();
            List<Result> results = atOnce(wave);
            requeued += Math.toIntExact(
                    results.stream().filter(Result.Done.class::isInstance).count());
            for (Result result : results) {
                switch (result) {
                    case Result.Done _ -> {}
                    case Result.Failed _ -> failed++;
                    case Result.Away away -> {
                        if (requeued == 0) {
                            throw away.failure();
                        }
                        return new Requeued(requeued, page.size() - requeued);
                    }
                }
            }
        }
        return new Requeued(requeued, failed);
    }

    private sealed interface Result {
        record Done() implements Result {}

        record Failed() implements Result {}

        record Away(Unavailable failure) implements Result {}
    }

    /** The first letters, as many as may be taken back at once. */
    private List<DeadLetter> wave(List<DeadLetter> page) {
        int size = 1;
        if (isUnordered(page.getFirst())) {
            while (size < AT_ONCE_MAX && size < page.size() && isUnordered(page.get(size))) {
                size++;
            }
        }
        return page.subList(0, size);
    }

    private boolean isUnordered(DeadLetter letter) {
        Origin origin = origins.get(letter.source());
        return origin != null && !origin.ordered();
    }

    private List<Result> atOnce(List<DeadLetter> wave) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Result>> results = wave.stream()
                    .map(letter -> CompletableFuture.supplyAsync(() -> result(letter), threads))
                    .toList();
            return results.stream().map(CompletableFuture::join).toList();
        }
    }

    private Result result(DeadLetter letter) {
        try {
            requeue(letter);
            return new Result.Done();
        } catch (Unavailable e) {
            return new Result.Away(e);
        } catch (RuntimeException e) {
            LOG.log(WARNING, "dead letter " + letter.id() + " could not be requeued", e);
            return new Result.Failed();
        }
    }

    private void requeue(DeadLetter letter) {
        Origin origin = origins.get(letter.source());
        if (origin == null) {
            throw new Unavailable("this instance cannot requeue letters of this flow", Duration.ofSeconds(30));
        }
        origin.takeBack(letter);
        // Not by its id alone: the work may have died again by now, and that letter must stay.
        letters.remove(letter);
    }
}
