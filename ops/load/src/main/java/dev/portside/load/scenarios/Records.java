package dev.portside.load.scenarios;

import dev.portside.load.Ending;
import dev.portside.load.Expected;
import dev.portside.load.Journey;
import dev.portside.load.Reply;
import dev.portside.load.Scenario;
import dev.portside.load.Service;
import dev.portside.load.TaskFault;
import dev.portside.load.Work;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.node.ObjectNode;

/**
 * The load test of old: insert, update, get. A record's id follows from its task's number, so a second run finds the records of
 * the first: its inserts are rejected, and its updates count.
 */
final class Records implements Scenario {
    private final Target target;

    Records(Target target) {
        this.target = target;
    }

    @Override
    public Work work(int number) {
        return new Change(target, number);
    }

    static String id(int number) {
        try {
            byte[] name = ("abcdefg" + number).getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(name));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every Java platform has it.
        }
    }

    private static final class Change implements Work {
        private final Service service;
        private final String id;
        private final ObjectNode updated;
        private Reply accepted = Reply.NONE;
        private final ObjectNode inserted;

        Change(Target target, int number) {
            this.service = target.service();
            this.id = id(number);
            this.inserted = value(target, number, "inserted");
            this.updated = value(target, number, "updated");
        }

        private static ObjectNode value(Target target, int number, String state) {
            return Expected.JSON
                    .createObjectNode()
                    .put("name", target.name(number))
                    .put("state", state);
        }

        @Override
        public void run(Journey journey) throws TaskFault, InterruptedException {
            journey.call("POST /insert", () -> service.post("/insert", body(inserted)), 202);
            accepted = journey.call("POST /update", () -> service.post("/update", body(updated)), 202);
            // Its record may not be there yet: 202 promises that it will.
            journey.call("GET /get", () -> service.get("/get?id=" + id), 200, 404);
        }

        private ObjectNode body(ObjectNode value) {
            ObjectNode body = Expected.JSON.createObjectNode().put("id", id);
            body.set("value", value);
            return body;
        }

        @Override
        public void check() throws TaskFault, InterruptedException {
            service.awaitApplied(accepted);
            var value = Expected.found("record " + id, service.look("/get?id=" + id))
                    .path("value");
            if (value.equals(inserted)) {
                throw new TaskFault(Ending.LOST, "record " + id + " has its insert and not its update");
            }
            Expected.same("record " + id, updated, value);
        }
    }
}
