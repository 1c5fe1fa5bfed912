package dev.portside.faults.todos;

/** The title of a todo under test tells which one it is, and which of its changes it comes from. */
record Title(int todo, int change) {
    private static final int CHANGES_MAX = 50_000;

    /** @param text {@code "TODO CHANGE"}, or a number alone */
    static Title of(String text) {
        String[] parts = text.split(" ", 2);
        return parts.length == 1
                ? new Title(0, Integer.parseInt(parts[0]))
                : new Title(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** Which no other command has. */
    static int number(String text) {
        return of(text).number();
    }

    /** Which no other title has, and ascends with the changes of a todo. */
    int number() {
        return todo * CHANGES_MAX + change;
    }

    @Override
    public String toString() {
        return todo + " " + change;
    }
}
