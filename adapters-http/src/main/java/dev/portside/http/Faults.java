package dev.portside.http;

import static java.lang.System.Logger.Level.ERROR;

import dev.portside.application.json.BadJson;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.Unavailable;
import dev.portside.http.wire.Refused;
import io.helidon.webserver.CloseConnectionException;
import java.time.Duration;
import java.util.concurrent.Callable;

/** What goes wrong in a call, as its caller is told. */
final class Faults {
    private static final System.Logger LOG = System.getLogger(Faults.class.getName());

    private Faults() {}

    /** What the work returns, or the problem that it ran into. */
    static Answer answered(Route route, String path, String requestId, Callable<Answer> work) {
        try {
            return work.call();
        } catch (ProblemException e) {
            return e.problem().answer(path);
        } catch (BadJson e) {
            return Problem.invalid(e.faults()).answer(path);
        } catch (Invalid e) {
            return Problem.badRequest(String.valueOf(e.getMessage())).answer(path);
        } catch (Unavailable e) {
            return Problem.unavailable(String.valueOf(e.getMessage()), e.retryAfter())
                    .answer(path);
        } catch (Refused e) {
            return Problem.refused(e.status(), e.detail()).answer(path);
        } catch (CloseConnectionException e) {
            throw e;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Problem.unavailable("the service is stopping", Duration.ofSeconds(1))
                    .answer(path);
        } catch (Exception | Error e) {
            LOG.log(ERROR, "request " + requestId + " " + route.method().text() + " " + route.path() + " failed", e);
            return Problem.internal().answer(path);
        }
    }
}
