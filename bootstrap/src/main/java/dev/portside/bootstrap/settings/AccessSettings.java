package dev.portside.bootstrap.settings;

import dev.portside.http.access.AuthMode;
import dev.portside.http.access.KeySource;
import dev.portside.http.access.SharedSecret;
import dev.portside.http.access.TokenTerms;
import java.util.Optional;

/** {@code AUTH_MODE}, {@code JWT_SECRET}, {@code JWT_JWKS}, {@code JWT_ISSUER}, {@code JWT_AUDIENCE}. */
public record AccessSettings(
        AuthMode mode, Optional<SharedSecret> secret, Optional<KeySource> published, TokenTerms terms) {
    /** Reads these settings alone, for commands that need no others. */
    public static AccessSettings read(Environment environment) {
        SettingsReader in = new SettingsReader(environment::value, environment.faults());
        AccessSettings access = read(in, in.choice("REPOSITORY_TYPE", RepositoryType.POSTGRES));
        in.check();
        return access;
    }

    static AccessSettings read(SettingsReader in, RepositoryType repositoryType) {
        boolean mock = repositoryType == RepositoryType.MOCK;
        AuthMode mode = in.choice("AUTH_MODE", AuthMode.WRITES);
        if (mode == AuthMode.OFF && !mock) {
            in.fault("AUTH_MODE", "off", "writes or all unless REPOSITORY_TYPE is mock");
        }
        if (mode == AuthMode.ALL
                && !mock
                && in.text("JWT_SECRET").or(() -> in.text("JWT_JWKS")).isEmpty()) {
            in.fault("AUTH_MODE", "all", "writes unless JWT_SECRET or JWT_JWKS is set");
        }
        return new AccessSettings(
                mode,
                in.checked("JWT_SECRET", "at least " + SharedSecret.BYTES_MIN + " bytes", SharedSecret::new),
                in.checked("JWT_JWKS", "a readable file or an https URL", KeySource::of),
                new TokenTerms(in.text("JWT_ISSUER"), in.text("JWT_AUDIENCE")));
    }
}
