package dev.portside.domain.todos;

import java.util.Optional;

/**
 * The first todos, ready to be sent. Nobody changes the bytes.
 *
 * @param json a JSON array in UTF-8
 * @param etag names the bytes: the same on every instance and after every restart
 * @param last the position of the page's last todo, when older ones follow
 */
public record TodoPage(byte[] json, String etag, Optional<TodoPosition> last) {
    private static final int OVERHEAD_BYTES = 300;

    /** What it takes in memory, in bytes. */
    public int weight() {
        return OVERHEAD_BYTES + json.length;
    }
}
