package dev.portside.http.performance;

import com.sun.management.OperatingSystemMXBean;
import dev.portside.application.json.Json;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import jdk.management.VirtualThreadSchedulerMXBean;
import tools.jackson.databind.node.ObjectNode;

/** What the process uses. */
final class ProcessFigures {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long KIB = 1024;

    private ProcessFigures() {}

    static void addTo(ObjectNode json) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        json.putObject("cpu")
                .put("process_load", system.getProcessCpuLoad())
                .put("system_load", system.getCpuLoad())
                .put("process_seconds", system.getProcessCpuTime() / 1e9)
                .put("processors", system.getAvailableProcessors());
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        ObjectNode memory = json.putObject("memory")
                .put("heap_used_bytes", heap.getUsed())
                .put("heap_committed_bytes", heap.getCommitted())
                .put("heap_max_bytes", heap.getMax());
        residentBytes()
                .ifPresentOrElse(bytes -> memory.put("resident_bytes", bytes), () -> memory.putNull("resident_bytes"));
        json.set("garbage_collection", garbageCollection());
        json.set("threads", threads());
        json.put("uptime_seconds", ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
    }

    private static ObjectNode garbageCollection() {
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        return Json.object()
                .put(
                        "collections",
                        collectors.stream()
                                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                                .sum())
                .put(
                        "seconds",
                        collectors.stream()
                                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                                        .sum()
                                / 1000.0);
    }

    private static ObjectNode threads() {
        VirtualThreadSchedulerMXBean scheduler =
                ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        return Json.object()
                .put("platform", ManagementFactory.getThreadMXBean().getThreadCount())
                .put("virtual_running", scheduler.getMountedVirtualThreadCount())
                .put("virtual_waiting_to_run", scheduler.getQueuedVirtualThreadCount())
                .put("carriers", scheduler.getPoolSize());
    }

    /** What of the process is in memory, where the system tells it (Linux). */
    private static OptionalLong residentBytes() {
        if (!Files.isReadable(STATUS)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> KIB * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException | NumberFormatException _) {
            return OptionalLong.empty();
        }
    }
}
