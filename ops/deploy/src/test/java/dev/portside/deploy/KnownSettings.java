package dev.portside.deploy;

import dev.portside.bootstrap.settings.Settings;
import java.util.Set;
import java.util.regex.Pattern;

/** What Portside reads from its environment. */
final class KnownSettings {
    private static final Set<String> NAMES = Settings.names();
    private static final Set<String> OF_THE_LAUNCHER = Set.of("PORTSIDE_JAVA_OPTS");
    private static final Pattern PASSED_ON = Pattern.compile("KAFKA_(SASL|SSL)_.+");

    private KnownSettings() {}

    static boolean has(String name) {
        String setting = name.replaceFirst("_FILE$", "");
        return NAMES.contains(setting)
                || OF_THE_LAUNCHER.contains(setting)
                || PASSED_ON.matcher(setting).matches();
    }
}
