package dev.portside.domain.users;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A committed change of a user, to be told to the world once.
 *
 * @param user as it is after the change
 * @param order grows with each change of one user, in the order of their commits
 */
public record UserEvent(EventId id, Type type, User user, long order, Optional<String> traceparent) {
    /** The words for all that can happen. */
    public static final List<String> VERBS =
            Arrays.stream(Type.values()).map(Type::verb).toList();

    /** What happened to the user. */
    public enum Type {
        CREATED("created"),
        UPDATED("updated");

        private final String verb;

        Type(String verb) {
            this.verb = verb;
        }

        /** The word for it in metrics. */
        public String verb() {
            return verb;
        }

        /** The type's name on the topic, such as {@code user.created}. */
        public String topicName() {
            return "user." + verb;
        }
    }

    public Instant occurredAt() {
        return user.updatedAt();
    }
}
