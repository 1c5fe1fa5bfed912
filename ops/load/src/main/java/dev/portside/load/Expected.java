package dev.portside.load;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares what is there with what should be there. */
public final class Expected {
    public static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Expected() {}

    /** @throws TaskFault when they differ */
    public static void same(String what, JsonNode expected, JsonNode found) throws TaskFault {
        if (!expected.equals(found)) {
            throw new TaskFault(Ending.WRONG, what + " is " + found + ", not " + expected);
        }
    }

    /**
     * The JSON of a thing that must be there.
     *
     * @throws TaskFault when it is not
     */
    public static JsonNode found(String what, Reply reply) throws TaskFault {
        if (reply.status() == 404) {
            throw new TaskFault(Ending.LOST, what + " is not there");
        }
        if (reply.status() != 200) {
            throw new TaskFault(Ending.FAILED, "reading " + what + " was answered with " + reply.status());
        }
        return reply.json();
    }
}
