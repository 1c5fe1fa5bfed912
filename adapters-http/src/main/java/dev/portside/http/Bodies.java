package dev.portside.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpMediaType;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

/** Reads request bodies, which the guard bounds. */
final class Bodies {
    private Bodies() {}

    static byte[] read(ServerRequest request) {
        checkMediaType(request.headers().first(HeaderNames.CONTENT_TYPE));
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try (InputStream in = request.content().inputStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON with or without a charset of UTF-8; nothing stated is read as JSON. */
    private static void checkMediaType(Optional<String> contentType) {
        if (contentType.isEmpty() || contentType.get().equals(Answer.JSON)) {
            return;
        }
        try {
            HttpMediaType sent = HttpMediaType.create(contentType.get());
            boolean json = sent.mediaType().type().equalsIgnoreCase("application")
                    && (sent.mediaType().subtype().equalsIgnoreCase("json")
                            || sent.mediaType()
                                    .subtype()
                                    .toLowerCase(Locale.ROOT)
                                    .endsWith("+json"));
            boolean utf8 = sent.charset().map("utf-8"::equalsIgnoreCase).orElse(true);
            if (json && utf8) {
                return;
            }
        } catch (IllegalArgumentException _) {
            // Not a media type at all: refused like any other that is not JSON.
        }
        throw new ProblemException(Problem.unsupportedMediaType(Answer.JSON));
    }
}
