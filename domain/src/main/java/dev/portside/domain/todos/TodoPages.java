package dev.portside.domain.todos;

/** The first pages of todos, kept ready in front of {@link Todos}. Thread-safe. */
public interface TodoPages {
    /**
     * The first {@code limit} todos (1 to {@link Todos#PAGE_SIZE_MAX}). A page that is at hand costs neither storage nor
     * rendering; of many readers that miss it, one loads it. Holds everything that was stored before the last
     * {@link #changed} of this instance, and whatever any instance stored a second ago.
     *
     * @throws dev.portside.domain.shared.Unavailable when the page is not at hand and cannot be loaded
     */
    TodoPage page(int limit);

    /** Todos were changed: from now on, no page from before is shown by this instance. Never throws. */
    void changed();

    /** How often a page was made from what is stored, since the start. */
    long loads();
}
