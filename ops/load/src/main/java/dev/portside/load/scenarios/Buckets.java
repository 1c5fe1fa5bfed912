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
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A bucket is looked at and emptied, and asked for one more. */
final class Buckets implements Scenario {
    private static final String PATH = "/api/bucket/";

    /** Answers that the instance gave by a bucket of its own, since Redis was too slow. */
    private static final Pattern FAILED_OVER =
            Pattern.compile("(?m)^portside_ratelimit_storeless_total\\{[^}]*\"failed_over\"[^}]*} ([0-9.]+)");

    private final Target target;
    private double failedOverBefore;

    Buckets(Target target) {
        this.target = target;
    }

    @Override
    public void prepare() throws TaskFault, InterruptedException {
        failedOverBefore = failedOver();
    }

    private double failedOver() throws TaskFault, InterruptedException {
        return FAILED_OVER
                .matcher(target.service().look("/metrics").text())
                .results()
                .mapToDouble(count -> Double.parseDouble(count.group(1)))
                .sum();
    }

    @Override
    public Work work(int number) {
        return new Emptying(target.service(), "load:" + target.name(number));
    }

    private final class Emptying implements Work {
        private final Service service;
        private final String key;
        private boolean excess;

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
            excess = more.status() == 200 && refilled < 1;
        }

        /** A bucket of an instance knows nothing of what Redis gave; that it may give once more is the plan's wish. */
        @Override
        public void check() throws TaskFault, InterruptedException {
            if (!excess) {
                return;
            }
            if (failedOver() > failedOverBefore) {
                throw new TaskFault(
                        Ending.REFUSED,
                        key + " gave more than its capacity: Redis was too slow, an instance decided alone");
            }
            throw new TaskFault(Ending.WRONG, key + " gave more than its capacity");
        }

        private Reply look() throws IOException, InterruptedException {
            return service.get(PATH + "check?key=" + key);
        }

        private Reply consume(long tokens) throws IOException, InterruptedException {
            return service.post(PATH + "consume?key=" + key + "&tokens=" + tokens, Expected.JSON.createObjectNode());
        }
    }
}
