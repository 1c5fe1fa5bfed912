package dev.portside.fuzz;

import dev.portside.http.access.SharedSecret;
import dev.portside.http.access.TokenTerms;
import dev.portside.http.access.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Access tokens as they come, and claims that somebody with the secret has signed. */
public final class TokenFuzz {
    private static final String SECRET = "a secret of 32 bytes, for fuzzing";
    private static final Tokens TOKENS = new Tokens(
            List.of(new SharedSecret(SECRET)),
            TokenTerms.ANY,
            InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));

    private TokenFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws GeneralSecurityException {
        if (TOKENS.check(Check.text(input)) instanceof Tokens.Verdict.Trusted trusted) {
            throw new AssertionError("trusted without the secret: " + trusted);
        }
        Tokens.Verdict _ = TOKENS.check(signed(input));
    }

    private static String signed(byte[] claims) throws GeneralSecurityException {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String content = base64.encodeToString("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.US_ASCII))
                + '.'
                + base64.encodeToString(claims);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return content + '.' + base64.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
    }
}
