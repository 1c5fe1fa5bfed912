package dev.portside.load;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An answer.
 *
 * @param location where its task can be asked for
 */
public record Reply(int status, byte[] body, Optional<String> location) {
    /** In place of an answer that has not come. */
    public static final Reply NONE = new Reply(0, new byte[0], Optional.empty());

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** @throws TaskFault when it holds no JSON */
    public JsonNode json() throws TaskFault {
        try {
            return Expected.JSON.readTree(body);
        } catch (JacksonException _) {
            throw new TaskFault(Ending.WRONG, "no JSON in " + text());
        }
    }
}
