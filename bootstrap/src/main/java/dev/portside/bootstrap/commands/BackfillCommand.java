package dev.portside.bootstrap.commands;

import dev.portside.application.users.ReplayUserEvents;
import dev.portside.bootstrap.settings.Environment;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.users.SentEvents;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserId;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code portside backfill}: tells stored user events to the topic once more. */
@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        description = {
            "Send user events that were sent before to their topic once more.",
            "They keep their ce_id and carry the header ce_replay: true. Events are kept for OUTBOX_RETENTION.",
            "Times are such as 2026-01-31T12:00:00Z, or a day, which begins at midnight UTC."
        })
final class BackfillCommand implements Runnable {
    private static final int PAGE_SIZE_MAX = 1_000;

    /** With a rate, so many pages go out in a second. */
    private static final int PAGES_PER_SECOND = 10;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            converter = When.class,
            description = "Events from this time on.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private Instant from;

    @Option(names = "--to", paramLabel = "TIME", converter = When.class, description = "Events before this time (now).")
    private Optional<Instant> to = Optional.empty();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            converter = Type.class,
            description = "Only user.created, or only user.updated.")
    private Optional<UserEvent.Type> type = Optional.empty();

    @Option(names = "--user", paramLabel = "ID", converter = User.class, description = "Only events of this user.")
    private Optional<UserId> user = Optional.empty();

    @Option(names = "--rate", paramLabel = "N", description = "At most so many events a second (as fast as it goes).")
    private Optional<Integer> rate = Optional.empty();

    @Option(
            names = "--after",
            paramLabel = "POSITION",
            defaultValue = "0",
            description = "Go on where an earlier backfill ended, which told its position.")
    private long after;

    @Option(names = "--dry-run", description = "Count the events and send none.")
    private boolean dryRun;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final Supplier<Environment> environment;

    BackfillCommand() {
        this(Environment::ofProcess);
    }

    BackfillCommand(Supplier<Environment> environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        SentEvents which = new SentEvents(from, to.orElseGet(Instant::now), type, user);
        if (!which.from().isBefore(which.to())) {
            throw new ParameterException(spec.commandLine(), "--from must be before --to");
        }
        if (rate.filter(events -> events < 1).isPresent()) {
            throw new ParameterException(spec.commandLine(), "--rate must be 1 or more");
        }
        UserBackends.use(environment.get(), backends -> backfill(backends, which));
    }

    private void backfill(UserBackends backends, SentEvents which) {
        PrintWriter out = spec.commandLine().getOut();
        Map<UserEvent.Type, Long> counts = backends.outbox().countSent(which, after);
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        out.println(total + " events from " + which.from() + " to " + which.to());
        counts.forEach((each, count) -> out.println("  " + each.topicName() + "  " + count));
        out.flush();
        if (dryRun || total == 0) {
            return;
        }
        int pageSize = rate.map(events -> Math.clamp(events / PAGES_PER_SECOND, 1, PAGE_SIZE_MAX))
                .orElse(PAGE_SIZE_MAX);
        send(new ReplayUserEvents(backends.outbox(), backends.topic(), which, after, pageSize), total, out);
        out.println("sent");
        out.flush();
    }

    /** However it ends, it tells where to go on. */
    private void send(ReplayUserEvents replay, long total, PrintWriter out) {
        AtomicBoolean told = new AtomicBoolean();
        Runnable tellPosition = () -> {
            if (!told.getAndSet(true)) {
                out.println("not all were sent: go on with --after " + replay.position());
                out.flush();
            }
        };
        Runtime.getRuntime().addShutdownHook(new Thread(tellPosition, "backfill-position"));
        Progress progress = Progress.of(out, "events", total);
        long started = System.nanoTime();
        long sent = 0;
        try {
            for (int page = replay.runOnce(); page > 0; page = replay.runOnce()) {
                sent += page;
                progress.step(page);
                awaitTurn(started, sent);
            }
        } catch (RuntimeException e) {
            progress.interrupted();
            tellPosition.run();
            throw e;
        }
        told.set(true);
    }

    /** Until as much time is over as so many events may take. */
    private void awaitTurn(long started, long sent) {
        if (rate.isEmpty()) {
            return;
        }
        Duration due = Duration.ofSeconds(1).multipliedBy(sent).dividedBy(rate.get());
        try {
            Thread.sleep(due.minusNanos(System.nanoTime() - started));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted");
        }
    }

    /** Reads a time. */
    static final class When implements picocli.CommandLine.ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return text.contains("T")
                        ? Instant.parse(text)
                        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeParseException _) {
                throw new TypeConversionException(
                        "'" + text + "' is neither such as 2026-01-31 nor 2026-01-31T12:00:00Z");
            }
        }
    }

    /** Reads the name that a type has on the topic. */
    static final class Type implements picocli.CommandLine.ITypeConverter<UserEvent.Type> {
        @Override
        public UserEvent.Type convert(String text) {
            return Arrays.stream(UserEvent.Type.values())
                    .filter(type -> type.topicName().equals(text))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("'" + text + "' is neither user.created nor user.updated"));
        }
    }

    /** Reads a user's id. */
    static final class User implements picocli.CommandLine.ITypeConverter<UserId> {
        @Override
        public UserId convert(String text) {
            try {
                return UserId.of(text);
            } catch (Invalid e) {
                throw new TypeConversionException("'" + text + "' is no id: it " + e.getMessage());
            }
        }
    }
}
