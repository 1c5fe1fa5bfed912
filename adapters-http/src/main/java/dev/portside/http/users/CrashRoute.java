package dev.portside.http.users;

import dev.portside.application.json.JsonFields;
import dev.portside.application.users.RegisterUser;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.users.Email;
import dev.portside.domain.users.Registration;
import dev.portside.domain.users.UserName;
import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Route;
import io.helidon.webserver.CloseConnectionException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code /api/test/crash}: adds a user and drops the connection without an answer, as a crash before or after the commit
 * would. Before the commit nothing is written: what a crash rolls back and what was never begun leave the same. For tests;
 * without {@code TEST_ENDPOINTS} there is no such route.
 */
public final class CrashRoute {
    private final RegisterUser register;
    private final Runnable halt;

    /**
     * @param register one that wakes no relay, since a process that crashes does not
     * @param halt ends the process at once, without any shutdown
     */
    public CrashRoute(RegisterUser register, Runnable halt) {
        this.register = register;
        this.halt = halt;
    }

    public List<Route> routes() {
        return List.of(Route.post("/api/test/crash", this::crash));
    }

    private record Crash(Email email, UserName name, boolean afterCommit, boolean halts) {
        static Crash read(JsonFields in) {
            Supplier<Email> email = in.text("email", Email::new);
            Supplier<UserName> name = in.text("name", UserName::new);
            Supplier<Optional<Boolean>> afterCommit = in.optionalFlag("crash_after_db");
            Supplier<Optional<Boolean>> beforeCommit = in.optionalFlag("crash_before_commit");
            Supplier<Optional<Boolean>> halts = in.optionalFlag("halt");
            return in.build(() -> {
                boolean after = afterCommit.get().orElse(false);
                if (after == beforeCommit.get().orElse(false)) {
                    throw new Invalid("must set one of crash_after_db and crash_before_commit to true");
                }
                return new Crash(email.get(), name.get(), after, halts.get().orElse(false));
            });
        }
    }

    private Answer crash(Call call) {
        Crash crash = Crash.read(call.json());
        if (crash.afterCommit
                && register.register(crash.email, crash.name, Optional.empty(), call.traceparent())
                        instanceof Registration.EmailTaken) {
            throw UserRoutes.emailTaken();
        }
        if (crash.halts) {
            halt.run();
        }
        throw new CloseConnectionException("asked for by " + call.path());
    }
}
