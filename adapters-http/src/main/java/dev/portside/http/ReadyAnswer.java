package dev.portside.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.util.ArrayList;
import java.util.List;

/** A 200 with JSON and an entity tag, made beforehand as far as that can be, to be sent many times. */
public final class ReadyAnswer {
    private final List<Header> headers;
    private final byte[] body;

    /** @param more headers beside {@code ETag} and {@code Content-Length} */
    public ReadyAnswer(byte[] json, String etag, List<Answer.Header> more) {
        List<Header> made = new ArrayList<>();
        made.add(HeaderValues.createCached(HeaderNames.ETAG, '"' + etag + '"'));
        made.add(HeaderValues.createCached(HeaderNames.CONTENT_LENGTH, json.length));
        more.forEach(header -> made.add(HeaderValues.createCached(header.name(), header.value())));
        this.headers = List.copyOf(made);
        this.body = json;
    }

    List<Header> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }
}
