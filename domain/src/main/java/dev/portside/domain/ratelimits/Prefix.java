package dev.portside.domain.ratelimits;

import dev.portside.domain.shared.Texts;
import java.nio.charset.StandardCharsets;

/** The keys to which a plan applies: all that begin with this text. The empty one covers every key. */
public record Prefix(String value) {
    public static final Prefix NONE = new Prefix("");

    public Prefix {
        Texts.bounded(value, 0, LimitKey.LENGTH_MAX);
    }

    /** The text in printable ASCII without quotes and backslashes; all other bytes of its UTF-8, and {@code %}, as %XX. */
    public String ascii() {
        StringBuilder ascii = new StringBuilder(value.length());
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet >= ' ' && octet < 0x7f && octet != '"' && octet != '\\' && octet != '%';
            if (plain) {
                ascii.append((char) octet);
            } else {
                ascii.append('%').append(String.format("%02X", octet));
            }
        }
        return ascii.toString();
    }
}
