package dev.portside.faults.soak;

import dev.portside.faults.fleet.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks every few seconds at what each instance holds, as Linux and the JVM tell it. */
final class Sampler implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** A full collection costs a moment's standstill, so it is made now and then. */
    private static final int LOOKS_PER_COLLECTION = 4;

    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");
    private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d+)");
    /** Columns of the kernel's table of connections. */
    private static final int LOCAL = 1;

    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String ESTABLISHED = "01";

    private static final double KILO = 1_000;
    private static final double KIBI = 1_024;

    private final List<Instance> instances;
    private final LiveHeap heap = new LiveHeap();
    private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
    private final long start = System.nanoTime();
    private final Thread thread;

    Sampler(List<Instance> instances) {
        this.instances = instances;
        this.thread = Thread.ofPlatform().daemon().name("sampler").start(this::run);
    }

    private void run() {
        try {
            for (int look = 0; true; look++) {
                for (int i = 0; i < instances.size(); i++) {
                    look(instances.get(i), (look + i) % LOOKS_PER_COLLECTION == 0);
                }
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Instance instance, boolean collect) throws InterruptedException {
        Optional<Long> pid = instance.pid();
        if (pid.isEmpty()) {
            return;
        }
        String life = instance.name() + ", process " + pid.get();
        Path process = Path.of("/proc", pid.get().toString());
        try {
            String status = Files.readString(process.resolve("status"));
            add(life, Held.RESIDENT, number(RESIDENT, status, KIBI / KILO / KILO));
            add(life, Held.THREADS, number(THREADS, status, 1));
            List<String> files = new ArrayList<>(files(process.resolve("fd")));
            files.removeAll(callers(process, instance.port()));
            add(life, Held.FILES, OptionalDouble.of(files.size()));
            long sockets =
                    files.stream().filter(file -> file.startsWith("socket:")).count();
            add(life, Held.SOCKETS, OptionalDouble.of((double) sockets));
            if (collect) {
                add(life, Held.HEAP, heap.of(instance, pid.get()));
            }
        } catch (IOException | UncheckedIOException _) {
            // It has just ended, or stands still.
        }
    }

    /** The sockets of callers who are connected: how many there are is their own affair. */
    private static Set<String> callers(Path process, int port) throws IOException {
        String local = ":%04X".formatted(port);
        Set<String> callers = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            for (String line : Files.readAllLines(process.resolve(table))) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns[LOCAL].endsWith(local) && columns[STATE].equals(ESTABLISHED)) {
                    callers.add("socket:[" + columns[INODE] + "]");
                }
            }
        }
        return callers;
    }

    private static List<String> files(Path folder) throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> links = Files.list(folder)) {
            for (Path link : links.toList()) {
                if (Files.isSymbolicLink(link)) {
                    files.add(target(link));
                }
            }
        }
        return files;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException _) {
            return "closed meanwhile";
        }
    }

    private static OptionalDouble number(Pattern pattern, String text, double times) {
        Matcher found = pattern.matcher(text);
        return found.find() ? OptionalDouble.of(Double.parseDouble(found.group(1)) * times) : OptionalDouble.empty();
    }

    private void add(String life, Held held, OptionalDouble value) {
        double at = (System.nanoTime() - start) / 1e9;
        value.ifPresent(each -> samples.add(new Sample(life, held, at, each)));
    }

    /** All so far, in order. */
    List<Sample> samples() {
        return List.copyOf(samples);
    }

    @Override
    public void close() {
        thread.interrupt();
        try (heap) {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
