package dev.portside.http;

import java.util.Map;

/** Files for browsers, read once: with their media type, and with headers that let them load nothing from elsewhere. */
public final class WebFiles {
    /** Everything from here, nothing inline, and no markup made from text by a script. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; "
            + "frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private WebFiles() {}

    /** @param path from the module's resource root */
    public static Answer answer(String path) {
        return Answer.constant(mediaType(path), Resources.bytes(path))
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Referrer-Policy", "no-referrer");
    }

    private static String mediaType(String path) {
        String mediaType = MEDIA_TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (mediaType == null) {
            throw new IllegalStateException("unknown kind of file: " + path);
        }
        return mediaType;
    }
}
