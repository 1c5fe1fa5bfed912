package dev.portside.http.ratelimits;

import dev.portside.application.json.Json;
import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.Plan;
import dev.portside.domain.ratelimits.Prefix;
import dev.portside.domain.ratelimits.RateLimitPlans;
import dev.portside.domain.ratelimits.Terms;
import dev.portside.domain.shared.Texts;
import dev.portside.http.Access;
import dev.portside.http.Answer;
import dev.portside.http.Audit;
import dev.portside.http.Call;
import dev.portside.http.Problem;
import dev.portside.http.ProblemException;
import dev.portside.http.Route;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/bucket/plans}, for admins. */
public final class PlanRoutes {
    private final RateLimitPlans plans;
    private final OnFailure onFailure;

    /** @param onFailure of a plan that does not say */
    public PlanRoutes(RateLimitPlans plans, OnFailure onFailure) {
        this.plans = plans;
        this.onFailure = onFailure;
    }

    public List<Route> routes() {
        return Stream.of(
                        Route.get("/api/bucket/plans", this::list),
                        Route.get("/api/bucket/plans/{prefix}", this::get),
                        Route.put("/api/bucket/plans/{prefix}", this::put),
                        Route.delete("/api/bucket/plans/{prefix}", this::delete))
                .map(route -> route.with(Access.ADMIN))
                .toList();
    }

    private Answer list(Call call) {
        ObjectNode body = Json.object();
        plans.all().stream().map(PlanJson::node).forEach(body.putArray("plans")::add);
        return Answer.ok(body);
    }

    private Answer get(Call call) {
        return found(plans.find(prefix(call)).orElseThrow(PlanRoutes::unknown));
    }

    private Answer put(Call call) {
        Prefix prefix = prefix(call);
        Terms terms = PlanJson.terms(call.json(), onFailure);
        return switch (plans.put(prefix, terms, call.ifMatchVersions())) {
            case RateLimitPlans.Put.Stored(Plan plan, boolean created) -> {
                Audit.done(call, (created ? "made" : "changed") + " 1 plan, of '" + prefix.value() + "'");
                yield created
                        ? Answer.json(201, PlanJson.node(plan)).etag(tag(plan)).location(path(plan))
                        : found(plan);
            }
            case RateLimitPlans.Put.Moved _ -> throw moved();
            case RateLimitPlans.Put.Full _ ->
                throw new ProblemException(
                        Problem.conflict("there are " + RateLimitPlans.PLANS_MAX + " plans already; remove one first"));
        };
    }

    private Answer delete(Call call) {
        Prefix prefix = prefix(call);
        return switch (plans.remove(prefix, call.ifMatchVersions())) {
            case REMOVED -> {
                Audit.done(call, "removed 1 plan, of '" + prefix.value() + "'");
                yield Answer.noContent();
            }
            case MOVED -> throw moved();
            case UNKNOWN -> throw unknown();
        };
    }

    private static Prefix prefix(Call call) {
        return call.pathParameter("prefix", text -> new Prefix(Texts.bounded(text, 1, LimitKey.LENGTH_MAX)));
    }

    private static Answer found(Plan plan) {
        return Answer.ok(PlanJson.node(plan)).etag(tag(plan));
    }

    /** No two plans ever share a version. */
    private static String tag(Plan plan) {
        return Long.toString(plan.version());
    }

    private static String path(Plan plan) {
        String segment =
                URLEncoder.encode(plan.prefix().value(), StandardCharsets.UTF_8).replace("+", "%20");
        return "/api/bucket/plans/" + segment;
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.notFound("there is no plan with exactly this prefix"));
    }

    private static ProblemException moved() {
        return new ProblemException(Problem.preconditionFailed("the plan was changed since; read it again"));
    }
}
