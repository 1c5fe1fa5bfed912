package dev.portside.hardening.framing;

import dev.portside.http.Access;
import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Caller;
import dev.portside.http.Gate;
import dev.portside.http.HttpServer;
import dev.portside.http.HttpSettings;
import dev.portside.http.ReadyAnswers;
import dev.portside.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Portside's own server with two routes that tell what reached them. */
final class Careful implements Server {
    private static final Gate OPEN = new Gate() {
        @Override
        public Caller admit(Access access, Call call) {
            return Caller.ANONYMOUS;
        }

        @Override
        public boolean isOpen(Access access) {
            return true;
        }
    };

    private final List<String> served = new CopyOnWriteArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final ReadyAnswers ready = new ReadyAnswers(Answer.ok(Answer.JSON, "1"));
    private final HttpServer server = HttpServer.start(
            List.of(
                    Route.get(PLAIN + "{name}", call -> serve(PLAIN, call)),
                    Route.post(PLAIN + "{name}", call -> serve(PLAIN, call)),
                    Route.post(READY + "{name}", call -> serve(READY, call)),
                    Route.get(READY + "{name}", call -> serve(READY, call)).shortcut((parameters, _) -> {
                        String path = READY + parameters.get("name");
                        return Optional.of(() -> {
                            served.add(path);
                            return ready;
                        });
                    })),
            new HttpSettings("127.0.0.1", 0, 1 << 20, Duration.ofSeconds(60), Duration.ofSeconds(5)),
            OPEN,
            (_, _, _, _) -> answered.incrementAndGet(),
            Optional.empty(),
            UUID::randomUUID);

    private Answer serve(String path, Call call) {
        if (call.method().equals("POST")) {
            byte[] _ = call.body();
        }
        served.add(path + call.pathParameter("name", name -> name));
        return ready.answer();
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public List<String> served() {
        return served;
    }

    @Override
    public int answered() {
        return answered.get();
    }

    @Override
    public void close() {
        server.close();
    }
}
