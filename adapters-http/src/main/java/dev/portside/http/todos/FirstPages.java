package dev.portside.http.todos;

import dev.portside.domain.todos.TodoPage;
import dev.portside.domain.todos.TodoPages;
import dev.portside.domain.todos.Todos;
import dev.portside.http.AnswerOf;
import dev.portside.http.ReadyAnswers;
import dev.portside.http.Shortcut;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The answers for first pages, each made once, and the short way to them: the query is read as it was sent. */
final class FirstPages implements Shortcut {
    private static final String LIMIT = "limit=";
    private static final int DIGITS_MAX = 4;
    private static final int NONE = 0;

    private final TodoPages pages;
    private final List<AnswerOf<TodoPage>> byLimit;

    FirstPages(TodoPages pages) {
        this.pages = pages;
        this.byLimit = IntStream.rangeClosed(0, Todos.PAGE_SIZE_MAX)
                .mapToObj(limit -> new AnswerOf<TodoPage>(page -> TodoRoutes.answer(page, limit)))
                .toList();
    }

    @Override
    public Optional<Source> find(Map<String, String> parameters, String query) {
        int limit = limit(query);
        return limit == NONE ? Optional.empty() : Optional.of(() -> answers(limit));
    }

    /** The answer with the first {@code limit} todos. Throws what {@link TodoPages#page} throws. */
    ReadyAnswers answers(int limit) {
        return byLimit.get(limit).to(pages.page(limit));
    }

    /** The page's length that the query asks for in its usual form; {@link #NONE} when it says anything else. */
    private static int limit(String query) {
        if (query.isEmpty()) {
            return TodoRoutes.LIMIT_PRESET;
        }
        int digits = query.length() - LIMIT.length();
        if (digits < 1 || digits > DIGITS_MAX || !query.startsWith(LIMIT)) {
            return NONE;
        }
        int limit = 0;
        for (int i = LIMIT.length(); i < query.length(); i++) {
            int digit = query.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            limit = 10 * limit + digit;
        }
        return limit <= Todos.PAGE_SIZE_MAX ? limit : NONE;
    }
}
