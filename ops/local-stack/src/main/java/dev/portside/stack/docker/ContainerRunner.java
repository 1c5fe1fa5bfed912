package dev.portside.stack.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import dev.portside.stack.Runner;
import dev.portside.stack.StackFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * Runs a server in one container, on a fixed port of the loopback address, so that it comes back there with its data.
 * Testcontainers' own guard removes the container when this program dies.
 */
public final class ContainerRunner implements Runner {
    /**
     * What a container needs.
     *
     * @param port on this machine's loopback address
     * @param innerPort in the container
     * @param files their content by their path in the container
     */
    public record Plan(
            String name,
            String image,
            int port,
            int innerPort,
            Map<String, String> environment,
            Map<String, String> files,
            List<String> command) {}

    private static final int STOP_SECONDS_MAX = 10;
    private static final Duration END_TIME_MAX = Duration.ofSeconds(10);
    private static final int LOG_LINES_MAX = 20;

    private final String name;
    private final GenericContainer<?> container;
    private boolean created;

    private ContainerRunner(String name, GenericContainer<?> container) {
        this.name = name;
        this.container = container;
    }

    public static ContainerRunner of(Plan plan) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(plan.image()));
        container.setPortBindings(List.of("127.0.0.1:%d:%d".formatted(plan.port(), plan.innerPort())));
        container.withEnv(plan.environment());
        plan.files()
                .forEach((path, content) ->
                        container.withCopyToContainer(Transferable.of(content.getBytes(StandardCharsets.UTF_8)), path));
        if (!plan.command().isEmpty()) {
            container.withCommand(plan.command().toArray(String[]::new));
        }
        container.waitingFor(new NoWait());
        return new ContainerRunner(plan.name(), container);
    }

    @Override
    public synchronized void start() {
        try {
            if (created) {
                client().startContainerCmd(container.getContainerId()).exec();
            } else {
                container.start();
                created = true;
            }
        } catch (RuntimeException e) {
            throw new StackFailure(
                    name + " can't be started in a container (STACK_DOCKER=never runs it as a process): "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public void stop() {
        unfreeze();
        client().stopContainerCmd(container.getContainerId())
                .withTimeout(STOP_SECONDS_MAX)
                .exec();
    }

    @Override
    public void kill() {
        unfreeze();
        client().killContainerCmd(container.getContainerId()).withSignal("KILL").exec();
        awaitEnd();
    }

    @Override
    public void pause() {
        client().pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void resume() {
        client().unpauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public String status() {
        ContainerState state = state();
        return Boolean.TRUE.equals(state.getRunning()) ? "running" : "exited " + state.getExitCodeLong();
    }

    @Override
    public String logTail() {
        List<String> lines = container.getLogs().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_MAX), lines.size()));
    }

    @Override
    public void close() {
        container.stop();
    }

    /** Docker doesn't deliver signals to a paused container. */
    private void unfreeze() {
        if (Boolean.TRUE.equals(state().getPaused())) {
            resume();
        }
    }

    private void awaitEnd() {
        long deadline = System.nanoTime() + END_TIME_MAX.toNanos();
        while (Boolean.TRUE.equals(state().getRunning())) {
            if (System.nanoTime() > deadline) {
                throw new StackFailure(name + " did not end within " + END_TIME_MAX.toSeconds() + " s of its kill");
            }
        }
    }

    private ContainerState state() {
        return client().inspectContainerCmd(container.getContainerId()).exec().getState();
    }

    private DockerClient client() {
        return container.getDockerClient();
    }

    /** Who starts the server knows better when it is ready. */
    private static final class NoWait extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {}
    }
}
