package dev.portside.load.scenarios;

import dev.portside.load.Ending;
import dev.portside.load.Expected;
import dev.portside.load.Journey;
import dev.portside.load.Reply;
import dev.portside.load.Scenario;
import dev.portside.load.Service;
import dev.portside.load.TaskFault;
import dev.portside.load.Work;
import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** A bucket is looked at and emptied, and asked for one more. */
final class Buckets implements Scenario {
    private final Target target;

    Buckets(Target target) {
        this.target = target;
    }

    @Override
    public Work work(int number) {
        return new Emptying(target.service(), "load:" + target.name(number));
    }

    private static final class Emptying implements Work {
        private static final String PATH = "/api/bucket/";

        private final Service service;
        private final String key;

        Emptying(Service service, String key) {
            this.service = service;
            this.key = key;
        }

        @Override
        public void run(Journey journey) throws TaskFault, InterruptedException {
            JsonNode full =
                    journey.call("GET /api/bucket/check", this::look, 200).json();
            long capacity = full.path("capacity").asLong(0);
            long start = System.nanoTime();
            journey.call("POST /api/bucket/consume", () -> consume(capacity), 200);
            Reply more = journey.call("POST /api/bucket/consume", () -> consume(1), 200, 429);
            // The whole time was longer than the one between the two, so what is forbidden by it was never allowed.
            double refilled = (System.nanoTime() - start)
                    / 1e9
                    * full.path("refill_per_second").asDouble(0);
            if (more.status() == 200 && refilled < 1) {
                throw new TaskFault(Ending.WRONG, key + " gave " + (capacity + 1) + " of " + capacity + " tokens");
            }
        }

        private Reply look() throws IOException, InterruptedException {
            return service.get(PATH + "check?key=" + key);
        }

        private Reply consume(long tokens) throws IOException, InterruptedException {
            return service.post(PATH + "consume?key=" + key + "&tokens=" + tokens, Expected.JSON.createObjectNode());
        }
    }
}
