package dev.portside.load.scenarios;

import dev.portside.load.Ending;
import dev.portside.load.Journey;
import dev.portside.load.Reply;
import dev.portside.load.Scenario;
import dev.portside.load.Service;
import dev.portside.load.TaskFault;
import dev.portside.load.Work;
import tools.jackson.databind.JsonNode;

/** The newest hundred todos. */
final class TodosRead implements Scenario {
    private static final int LIMIT = 100;

    private final Service service;

    TodosRead(Target target) {
        this.service = target.service();
    }

    @Override
    public Work work(int number) {
        return journey -> read(journey);
    }

    private void read(Journey journey) throws TaskFault, InterruptedException {
        Reply reply = journey.call("GET /todos", () -> service.get("/todos?limit=" + LIMIT), 200);
        JsonNode page = reply.json();
        if (!page.isArray() || page.size() > LIMIT) {
            throw new TaskFault(Ending.WRONG, "no list of at most " + LIMIT + " todos: " + reply.text());
        }
    }
}
