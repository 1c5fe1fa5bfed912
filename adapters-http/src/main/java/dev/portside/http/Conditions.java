package dev.portside.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Conditional requests (RFC 9110, 13): which answers become 304, which changes may go ahead. */
public final class Conditions {
    private Conditions() {}

    /** The form of a GET's answer that the caller wishes for; 304 when it has that one already. */
    static Answer chosen(Answer answer, Wishes wishes) {
        Answer form = wishes.gzip() ? answer.gzip().map(answer::compressed).orElse(answer) : answer;
        boolean known = form.status() == 200
                && wishes.known()
                        .flatMap(sent -> etag(form).map(tag -> names(sent, tag)))
                        .orElse(false);
        return known ? new Answer(304, "", new byte[0], form.headers()) : form;
    }

    /** Whether an {@code If-Match} or {@code If-None-Match} value names the tag; weak tags compare by their opaque part. */
    public static boolean names(String sent, String etag) {
        return sent.strip().equals("*")
                || Arrays.stream(sent.split(","))
                        .map(tag -> tag.strip().replaceFirst("^W/", ""))
                        .anyMatch(etag::equals);
    }

    /**
     * The versions that an {@code If-Match} value names, where entity tags are versions; empty when it is {@code *}. Only
     * strong tags count (RFC 9110, 13.1.1): one that is weak or no tag of ours names no version.
     */
    static Optional<Set<Long>> versions(String ifMatch) {
        if (ifMatch.strip().equals("*")) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(ifMatch.split(","))
                .map(String::strip)
                .filter(tag -> tag.matches("\"[0-9]{1,18}\""))
                .map(tag -> Long.valueOf(tag.substring(1, tag.length() - 1)))
                .collect(Collectors.toUnmodifiableSet()));
    }

    private static Optional<String> etag(Answer answer) {
        List<Answer.Header> headers = answer.headers();
        return headers.stream()
                .filter(header -> header.name().equals("ETag"))
                .map(Answer.Header::value)
                .findFirst();
    }
}
