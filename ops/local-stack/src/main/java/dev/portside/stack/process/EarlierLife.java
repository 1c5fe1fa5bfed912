package dev.portside.stack.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * The last life of a broker that was killed: its controller takes it to be alive for as long as the broker's session lasts.
 *
 * <p>Method: the controller runs alone, with a session so short that it is over at once, until it has fenced the broker.
 *
 * <p>Reason: a broker that starts within its last session takes up what it led in that life, the coordination of
 * transactions included, and loses it a moment later, when it is registered anew. In that moment no partition has a
 * leader. A coordinator (4.3.1) that has a transaction to complete then takes its partitions for deleted, writes no marks
 * into them and forgets the transaction. It stays open for ever, decided or not: readers of committed records stop at it.
 */
final class EarlierLife {
    private static final Duration END_TIME_MAX = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 20;

    private EarlierLife() {}

    /** @param data the broker's, which nobody else uses now */
    static void end(Path data, int controllerPort) {
        Map<String, String> settings = KafkaSettings.ofController(controllerPort);
        settings.put("log.dirs", data.toString());
        KafkaRaftServer controller = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        controller.startup();
        try {
            awaitFenced();
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    /** A broker that was killed before it was ever registered is not waited for. */
    private static void awaitFenced() {
        long deadline = System.nanoTime() + END_TIME_MAX.toNanos();
        while (brokers("Fenced") == 0 && System.nanoTime() < deadline) {
            Time.SYSTEM.sleep(LOOK_MILLIS);
        }
        if (brokers("Active") != 0) {
            throw new IllegalStateException("the controller still takes the killed broker to be alive");
        }
    }

    private static int brokers(String state) {
        try {
            return (int) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(
                            new ObjectName("kafka.controller:type=KafkaController,name=" + state + "BrokerCount"),
                            "Value");
        } catch (InstanceNotFoundException _) {
            return 0;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
