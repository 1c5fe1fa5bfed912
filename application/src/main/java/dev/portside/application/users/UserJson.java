package dev.portside.application.users;

import dev.portside.application.json.Json;
import dev.portside.domain.users.User;
import tools.jackson.databind.node.ObjectNode;

/** A user as JSON: the same over HTTP and on the topic. */
public final class UserJson {
    private UserJson() {}

    public static ObjectNode node(User user) {
        return Json.object()
                .put("id", user.id().text())
                .put("email", user.email().value())
                .put("name", user.name().value())
                .put("created_at", user.createdAt().toString())
                .put("updated_at", user.updatedAt().toString());
    }

    public static byte[] bytes(User user) {
        return Json.bytes(node(user));
    }
}
