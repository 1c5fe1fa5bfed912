package dev.portside.application.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.Texts;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;

/**
 * A message's payload as text that every store keeps, and back again, exact for any bytes. UTF-8 stays readable; what is
 * not, or holds U+0000, becomes a {@code data:} URL.
 */
public final class PayloadText {
    private static final String BINARY = "data:application/octet-stream;base64,";

    private PayloadText() {}

    public static String of(byte[] payload) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
            if (!text.startsWith(BINARY)) {
                return Texts.storable(text);
            }
        } catch (CharacterCodingException | Invalid _) {
            // Not a text that can be kept as it is.
        }
        return BINARY + Base64.getEncoder().encodeToString(payload);
    }

    /** The payload of which {@code text} was made. */
    public static byte[] bytes(String text) {
        return text.startsWith(BINARY)
                ? Base64.getDecoder().decode(text.substring(BINARY.length()))
                : text.getBytes(UTF_8);
    }
}
