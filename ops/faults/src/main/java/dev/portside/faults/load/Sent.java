package dev.portside.faults.load;

import dev.portside.faults.oracle.Ending;
import dev.portside.faults.oracle.Operation;
import dev.portside.faults.oracle.Verb;
import java.util.Map;
import java.util.Optional;

/**
 * What a client remembers of one change that it asked for.
 *
 * @param task what it was accepted as; empty when nobody answered
 */
record Sent(String id, long number, Verb verb, boolean poison, long sentAt, long answeredAt, Optional<String> task) {
    /** @param endings how each accepted task ended */
    Operation operation(Map<String, Ending> endings) {
        Ending ending = task.map(endings::get).orElse(Ending.UNANSWERED);
        return new Operation(number, verb, sentAt, task.isPresent() ? answeredAt : Operation.NEVER, poison, ending);
    }
}
