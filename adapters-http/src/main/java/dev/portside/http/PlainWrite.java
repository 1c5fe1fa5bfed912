package dev.portside.http;

import dev.portside.application.json.JsonFields;
import java.util.concurrent.Callable;

/** The plainest calls of a hot POST route, which say nothing but what their JSON says. */
@FunctionalInterface
public interface PlainWrite {
    /**
     * Reads the call, and changes nothing.
     *
     * @return what the call asks for; any exception when the route's handler must answer
     */
    Callable<Answer> read(JsonFields body);
}
