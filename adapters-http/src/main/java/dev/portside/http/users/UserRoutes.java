package dev.portside.http.users;

import dev.portside.application.json.JsonFields;
import dev.portside.application.users.ChangeUser;
import dev.portside.application.users.RegisterUser;
import dev.portside.application.users.UserJson;
import dev.portside.domain.users.Email;
import dev.portside.domain.users.Registration;
import dev.portside.domain.users.User;
import dev.portside.domain.users.UserChange;
import dev.portside.domain.users.UserId;
import dev.portside.domain.users.UserName;
import dev.portside.domain.users.Users;
import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Problem;
import dev.portside.http.ProblemException;
import dev.portside.http.Route;
import java.util.List;
import java.util.function.Supplier;

/** {@code /api/users}. */
public final class UserRoutes {
    private final RegisterUser register;
    private final ChangeUser change;
    private final Users users;

    public UserRoutes(RegisterUser register, ChangeUser change, Users users) {
        this.register = register;
        this.change = change;
        this.users = users;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/api/users", this::post),
                Route.get("/api/users/{id}", this::get),
                Route.put("/api/users/{id}", this::put));
    }

    /** What a caller says of a user; a change says all of it again. */
    record Profile(Email email, UserName name) {
        static Profile read(JsonFields in) {
            Supplier<Email> email = in.text("email", Email::new);
            Supplier<UserName> name = in.text("name", UserName::new);
            return in.build(() -> new Profile(email.get(), name.get()));
        }
    }

    private Answer post(Call call) {
        Profile profile = Profile.read(call.json());
        return switch (register.register(profile.email, profile.name, call.idempotency(), call.traceparent())) {
            case Registration.Added(User user) -> created(user);
            case Registration.Repeated(User user) -> created(user);
            case Registration.KeyReused _ -> throw new ProblemException(Problem.keyReused());
            case Registration.EmailTaken _ -> throw emailTaken();
        };
    }

    private static Answer created(User user) {
        return Answer.json(201, UserJson.node(user))
                .etag(tag(user))
                .location("/api/users/" + user.id().text());
    }

    private Answer get(Call call) {
        UserId id = call.pathParameter("id", UserId::of);
        return found(users.find(id).orElseThrow(UserRoutes::unknown));
    }

    private Answer put(Call call) {
        UserId id = call.pathParameter("id", UserId::of);
        Profile profile = Profile.read(call.json());
        return switch (change.change(id, profile.email, profile.name, call.ifMatchVersions(), call.traceparent())) {
            case UserChange.Updated(User user) -> found(user);
            case UserChange.NotFound _ -> throw unknown();
            case UserChange.EmailTaken _ -> throw emailTaken();
            case UserChange.VersionMismatch _ ->
                throw new ProblemException(Problem.preconditionFailed("the user was changed since; read it again"));
        };
    }

    private static Answer found(User user) {
        return Answer.ok(UserJson.node(user)).etag(tag(user));
    }

    /** Ids are never used again, so the version alone tells all states of one user apart. */
    private static String tag(User user) {
        return Long.toString(user.version());
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.notFound("there is no user with this id"));
    }

    static ProblemException emailTaken() {
        return new ProblemException(Problem.conflict("another user has this e-mail address"));
    }
}
