package dev.portside.bootstrap.commands;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * The cache of what the JVM otherwise works out at every start (JEP 483). The JVM goes on without one that doesn't fit its
 * class path or its options, so somebody has to look.
 */
final class StartCache {
    private static final System.Logger LOG = System.getLogger(StartCache.class.getName());
    private static final String OPTION = "-XX:AOTCache=";

    private StartCache() {}

    /** Logs whether the cache that this JVM was given is used; nothing when it was given none. */
    static void report() {
        given().ifPresent(cache -> {
            if (isUsed()) {
                LOG.log(INFO, "started with the cache " + cache);
                return;
            }
            LOG.log(
                    WARNING,
                    "started without the cache " + cache + ", which takes longer: it fits neither other options of the"
                            + " JVM (PORTSIDE_JAVA_OPTS) nor other files in lib; -Xlog:aot tells more");
        });
    }

    private static Optional<String> given() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith(OPTION))
                .map(argument -> argument.substring(OPTION.length()))
                .findFirst();
    }

    /** A JVM that was given such a cache shares nothing else. */
    private static boolean isUsed() {
        return System.getProperty("java.vm.info", "").contains("sharing");
    }
}
