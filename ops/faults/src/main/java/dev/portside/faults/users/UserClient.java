package dev.portside.faults.users;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.load.Allowance;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Journal;
import dev.portside.faults.load.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One client, which registers users and changes them: most of its own, whose versions it knows, and some that all clients
 * change. A registration is repeated under its key until it is answered, and most changes under the version that they are
 * for; the others are sent once, and it may stay unknown whether they were made.
 */
final class UserClient implements Callable<Void> {
    private static final Duration ANSWERED_TIME_MAX = Duration.ofMinutes(4);
    private static final Duration PAUSE_MAX = Duration.ofMillis(50);
    private static final int REGISTER_PERCENT = 20;
    private static final int SHARED_PERCENT = 15;
    private static final int INSIST_PERCENT = 80;
    private static final int NEW_EMAIL_PERCENT = 10;

    private final List<User> shared;
    private final List<Instance> apis;
    private final Caller caller;
    private final Journal<AskedChange> journal;
    private final Allowance allowance;
    private final RandomGenerator random;
    private final List<User> own = new ArrayList<>();

    /** @param version empty when it has to be looked up */
    record User(String id, String email, OptionalLong version) {}

    /** @param shared users that all clients change */
    UserClient(
            List<User> shared,
            List<Instance> apis,
            Caller caller,
            Journal<AskedChange> journal,
            Allowance allowance,
            RandomGenerator random) {
        this.shared = shared;
        this.apis = apis;
        this.caller = caller;
        this.journal = journal;
        this.allowance = allowance;
        this.random = random;
    }

    @Override
    public Void call() throws InterruptedException {
        for (int number = journal.next(); allowance.await(number); number = journal.next()) {
            change(number);
        }
        return null;
    }

    private void change(int number) {
        if (own.isEmpty() || random.nextInt(100) < REGISTER_PERCENT) {
            own.add(register(number));
            return;
        }
        if (random.nextInt(100) < SHARED_PERCENT) {
            User user = shared.get(random.nextInt(shared.size()));
            AskedChange ended = once(user, user.email(), name(number));
            note(ended);
            return;
        }
        int index = random.nextInt(own.size());
        User user = known(own.get(index));
        String email = random.nextInt(100) < NEW_EMAIL_PERCENT ? email(number) : user.email();
        AskedChange ended = random.nextInt(100) < INSIST_PERCENT
                ? insist(user, email, name(number))
                : once(user, email, name(number));
        note(ended);
        own.set(index, new User(user.id(), email, ended.version()));
    }

    private static String name(int number) {
        return "change " + number;
    }

    private static String email(int number) {
        return "user" + number + "@example.com";
    }

    private void note(AskedChange ended) {
        journal.add(ended, ended.version().isPresent(), System.nanoTime());
    }

    /** Repeats it under one key until it is answered. */
    User register(int number) {
        Reply.Answered answer = answered(
                () -> caller.post(
                        api(), "/api/users", body(email(number), name(number)), "Idempotency-Key", "key-" + number),
                201);
        User user = user(answer);
        note(new AskedChange(user.id(), user.email(), name(number), user.version()));
        return user;
    }

    /** Repeats it for the version that the client knows. When that has passed, an earlier try may have been made. */
    private AskedChange insist(User user, String email, String name) {
        String version = "\"" + user.version().orElseThrow() + "\"";
        Reply.Answered answer =
                answered(() -> caller.put(api(), path(user), body(email, name), "If-Match", version), 200, 412);
        if (answer.status() == 200) {
            return new AskedChange(user.id(), email, name, version(answer));
        }
        Reply.Answered found = answered(() -> caller.get(api(), path(user)), 200);
        boolean made = json(found).get("name").stringValue().equals(name);
        return new AskedChange(user.id(), email, name, made ? version(found) : OptionalLong.empty());
    }

    /** Sends it until there is a connection, and then no more. */
    private AskedChange once(User user, String email, String name) {
        Reply reply = caller.put(api(), path(user), body(email, name));
        while (reply instanceof Reply.NotSent) {
            journal.request(reply);
            pause();
            reply = caller.put(api(), path(user), body(email, name));
        }
        return new AskedChange(
                user.id(),
                email,
                name,
                accepted(reply, 200).map(UserClient::version).orElse(OptionalLong.empty()));
    }

    private User known(User user) {
        return user.version().isPresent() ? user : user(answered(() -> caller.get(api(), path(user)), 200));
    }

    private Reply.Answered answered(Supplier<Reply> request, Integer... statuses) {
        long start = System.nanoTime();
        Optional<Reply.Answered> answer = accepted(request.get(), statuses);
        while (answer.isEmpty()) {
            if (System.nanoTime() - start > ANSWERED_TIME_MAX.toNanos()) {
                throw new Until.Overdue("a request is not answered for " + ANSWERED_TIME_MAX.toSeconds() + " s");
            }
            pause();
            answer = accepted(request.get(), statuses);
        }
        return answer.get();
    }

    private Optional<Reply.Answered> accepted(Reply reply, Integer... statuses) {
        journal.request(reply);
        if (!(reply instanceof Reply.Answered answer)) {
            return Optional.empty();
        }
        if (List.of(statuses).contains(answer.status())) {
            return Optional.of(answer);
        }
        journal.refused(answer);
        return Optional.empty();
    }

    private static String path(User user) {
        return "/api/users/" + user.id();
    }

    private static String body(String email, String name) {
        return JsonMapper.shared().writeValueAsString(Map.of("email", email, "name", name));
    }

    private static User user(Reply.Answered answer) {
        JsonNode json = json(answer);
        return new User(json.get("id").stringValue(), json.get("email").stringValue(), version(answer));
    }

    private static JsonNode json(Reply.Answered answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static OptionalLong version(Reply.Answered answer) {
        return OptionalLong.of(Long.parseLong(answer.header("ETag").replace("\"", "")));
    }

    private Instance api() {
        return apis.get(random.nextInt(apis.size()));
    }

    private void pause() {
        LockSupport.parkNanos(random.nextLong(PAUSE_MAX.toNanos()));
    }
}
