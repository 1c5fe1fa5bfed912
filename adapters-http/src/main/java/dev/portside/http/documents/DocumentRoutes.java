package dev.portside.http.documents;

import dev.portside.application.json.Json;
import dev.portside.http.Access;
import dev.portside.http.Answer;
import dev.portside.http.Route;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** {@code /openapi}. */
public final class DocumentRoutes {
    private final Answer openApi = constant(Answer.JSON, Json.bytes(OpenApi.document()));

    public List<Route> routes() {
        return List.of(Route.get("/openapi", _ -> openApi).with(Access.ALWAYS_OPEN));
    }

    /** Ready bytes that a client may keep as long as it asks again. */
    private static Answer constant(String mediaType, byte[] body) {
        return Answer.ok(mediaType, body).etag(digest(body)).header("Cache-Control", "no-cache");
    }

    private static String digest(byte[] body) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(sha256, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
