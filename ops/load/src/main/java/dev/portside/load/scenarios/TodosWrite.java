package dev.portside.load.scenarios;

import dev.portside.load.Ending;
import dev.portside.load.Expected;
import dev.portside.load.Journey;
import dev.portside.load.Reply;
import dev.portside.load.Scenario;
import dev.portside.load.Service;
import dev.portside.load.TaskFault;
import dev.portside.load.Work;
import tools.jackson.databind.JsonNode;

/** A todo is made, completed and read. */
final class TodosWrite implements Scenario {
    private final Target target;

    TodosWrite(Target target) {
        this.target = target;
    }

    @Override
    public Work work(int number) {
        return new Completion(target.service(), "Load " + target.name(number));
    }

    private static final class Completion implements Work {
        private final Service service;
        private final String title;
        private Reply accepted = Reply.NONE;
        private String path = "";

        Completion(Service service, String title) {
            this.service = service;
            this.title = title;
        }

        @Override
        public void run(Journey journey) throws TaskFault, InterruptedException {
            var todo = Expected.JSON.createObjectNode().put("title", title);
            Reply made = journey.call("POST /todos", () -> service.post("/todos", todo), 202);
            path = "/todos/" + made.json().path("id").asString("");
            var completed = Expected.JSON.createObjectNode().put("completed", true);
            accepted = journey.call("PUT /todos", () -> service.put(path, completed), 202);
            journey.call("GET /todos/{id}", () -> service.get(path), 200, 404);
        }

        @Override
        public void check() throws TaskFault, InterruptedException {
            service.awaitApplied(accepted);
            JsonNode found = Expected.found(path, service.look(path));
            Expected.same(path, Expected.JSON.valueToTree(title), found.path("title"));
            if (!found.path("completed").asBoolean(false)) {
                throw new TaskFault(Ending.LOST, path + " is not completed");
            }
        }
    }
}
