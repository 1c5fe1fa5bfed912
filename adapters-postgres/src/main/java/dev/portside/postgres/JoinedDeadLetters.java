package dev.portside.postgres;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Source;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The dead letters of both databases as one: each flow keeps its letters where its work is, so that the end of the work and
 * the letter are one transaction. While one database is away, the letters of the other can be asked for by their flow.
 */
public record JoinedDeadLetters(DeadLetters ofRecords, DeadLetters ofOthers) implements DeadLetters {
    private DeadLetters of(Source source) {
        return source == Source.RECORDS ? ofRecords : ofOthers;
    }

    @Override
    public void add(DeadLetter letter) {
        of(letter.source()).add(letter);
    }

    @Override
    public Optional<DeadLetter> find(String id) {
        return ofRecords.find(id).or(() -> ofOthers.find(id));
    }

    @Override
    public List<DeadLetter> page(Optional<Source> source, Optional<String> after, int limit) {
        return source.map(one -> of(one).page(source, after, limit))
                .orElseGet(() -> Stream.of(ofRecords, ofOthers)
                        .flatMap(letters -> letters.page(source, after, limit).stream())
                        .sorted(Comparator.comparing(DeadLetter::id))
                        .limit(limit)
                        .toList());
    }

    @Override
    public long count(Optional<Source> source) {
        return source.map(one -> of(one).count(source))
                .orElseGet(() -> ofRecords.count(source) + ofOthers.count(source));
    }

    @Override
    public boolean remove(String id) {
        boolean removed = ofRecords.remove(id);
        return ofOthers.remove(id) || removed;
    }

    @Override
    public boolean remove(DeadLetter letter) {
        return of(letter.source()).remove(letter);
    }
}
