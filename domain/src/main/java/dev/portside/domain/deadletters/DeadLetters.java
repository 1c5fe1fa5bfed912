package dev.portside.domain.deadletters;

import java.util.List;
import java.util.Optional;

/** The dead letters of all flows, oldest first by id. Bounded: {@code add} throws {@code Unavailable} when it is full. */
public interface DeadLetters {
    int PAGE_SIZE_MAX = 1000;

    /** Keeps the letter. Of two with the same id, the one that failed later stays; otherwise the one that was first. */
    void add(DeadLetter letter);

    Optional<DeadLetter> find(String id);

    /**
     * Letters with ids greater than {@code after}, ascending, at most {@code limit} (1 to {@value #PAGE_SIZE_MAX}).
     *
     * @param source only of this flow; empty for all
     * @param after the last id of the page before; empty for the first page
     */
    List<DeadLetter> page(Optional<Source> source, Optional<String> after, int limit);

    /** How many letters there are, of one flow or of all. */
    long count(Optional<Source> source);

    /** Forgets the letter with this id. False when it was not there. */
    boolean remove(String id);

    /** Forgets this very letter, but not one with its id that failed later. False when it was not there. */
    boolean remove(DeadLetter letter);
}
