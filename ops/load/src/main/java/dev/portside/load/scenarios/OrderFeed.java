package dev.portside.load.scenarios;

import dev.portside.load.Reply;
import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** Where orders go in. */
public interface OrderFeed {
    /** A 202 once the message is kept. */
    Reply publish(JsonNode order) throws IOException, InterruptedException;
}
