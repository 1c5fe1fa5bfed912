package dev.portside.load.scenarios;

import dev.portside.load.Expected;
import dev.portside.load.Journey;
import dev.portside.load.Reply;
import dev.portside.load.Scenario;
import dev.portside.load.Service;
import dev.portside.load.TaskFault;
import dev.portside.load.Work;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A user is registered, renamed and read. */
final class Users implements Scenario {
    private final Target target;

    Users(Target target) {
        this.target = target;
    }

    @Override
    public Work work(int number) {
        return new Registration(target.service(), target.name(number));
    }

    private static final class Registration implements Work {
        private final Service service;
        private final String name;
        private String path = "";

        Registration(Service service, String name) {
            this.service = service;
            this.name = name;
        }

        @Override
        public void run(Journey journey) throws TaskFault, InterruptedException {
            Reply added = journey.call("POST /api/users", () -> service.post("/api/users", user("New")), 201);
            path = "/api/users/" + added.json().path("id").asString("");
            journey.call("PUT /api/users", () -> service.put(path, user("Known")), 200);
            compare(journey.call("GET /api/users", () -> service.get(path), 200, 404));
        }

        private ObjectNode user(String state) {
            return Expected.JSON
                    .createObjectNode()
                    .put("email", "load-" + name + "@example.com")
                    .put("name", state + " " + name);
        }

        private void compare(Reply reply) throws TaskFault {
            JsonNode found = Expected.found(path, reply);
            ObjectNode told = Expected.JSON.createObjectNode();
            told.set("email", found.path("email"));
            told.set("name", found.path("name"));
            Expected.same(path, user("Known"), told);
        }

        @Override
        public void check() throws TaskFault, InterruptedException {
            compare(service.look(path));
        }
    }
}
