package dev.portside.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import dev.portside.application.planted.ImportsAnAdapter;
import dev.portside.domain.apples.planted.ImportsPears;
import dev.portside.domain.pears.planted.Pear;
import dev.portside.domain.planted.ImportsJson;
import dev.portside.domain.planted.PlantedManager;
import dev.portside.http.planted.ImportsAnotherAdapter;
import dev.portside.http.ring.planted.Left;
import dev.portside.http.rung.planted.Right;
import dev.portside.kafka.planted.ImportsARoute;
import dev.portside.nats.planted.ImportsPostgres;
import dev.portside.postgres.memory.planted.ImportsJsonToo;
import dev.portside.postgres.planted.ImportsTheApplication;
import dev.portside.redis.planted.ImportsTheApplicationToo;
import java.util.List;
import java.util.stream.Stream;

/** What each module may import: allow-lists, so that a new dependency is a decision. */
final class Rules {
    private static final String DOMAIN = "dev.portside.domain..";
    private static final String APPLICATION = "dev.portside.application..";
    private static final String JSON = "tools.jackson..";

    private Rules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("domain imports Java alone", imports(DOMAIN), ImportsJson.class),
                new Rule(
                        "application",
                        imports(
                                APPLICATION,
                                DOMAIN,
                                JSON,
                                "javax.crypto..",
                                "io.github.resilience4j.circuitbreaker..",
                                "io.github.resilience4j.core.."),
                        ImportsAnAdapter.class),
                new Rule(
                        "adapters-http",
                        imports(
                                "dev.portside.http..",
                                DOMAIN,
                                APPLICATION,
                                JSON,
                                "io.helidon..",
                                "com.nimbusds.jose..",
                                "com.sun.management..",
                                "javax.net.ssl..",
                                "javax.security.auth.x500..",
                                "jdk.jfr..",
                                "jdk.management.."),
                        ImportsAnotherAdapter.class),
                new Rule(
                        "adapters-kafka",
                        imports("dev.portside.kafka..", DOMAIN, APPLICATION, "org.apache.kafka.."),
                        ImportsARoute.class),
                new Rule(
                        "adapters-nats",
                        imports("dev.portside.nats..", DOMAIN, APPLICATION, "io.nats.client.."),
                        ImportsPostgres.class),
                new Rule(
                        "adapters-postgres",
                        imports(
                                "dev.portside.postgres..",
                                DOMAIN,
                                "com.github.benmanes.caffeine.cache..",
                                "com.zaxxer.hikari..",
                                "io.helidon.common.mapper..",
                                "io.helidon.dbclient..",
                                "javax.sql..",
                                "org.flywaydb.core..",
                                "org.postgresql.."),
                        ImportsTheApplication.class),
                new Rule(
                        "adapters-redis",
                        imports("dev.portside.redis..", DOMAIN, "io.lettuce.core.."),
                        ImportsTheApplicationToo.class),
                new Rule(
                        "bindings to memory need no library",
                        imports("dev.portside.*.memory..", DOMAIN),
                        ImportsJsonToo.class),
                new Rule(
                        "features of the domain don't import each other",
                        slices().matching("dev.portside.domain.(*)..")
                                .should()
                                .notDependOnEachOther()
                                .ignoreDependency(
                                        alwaysTrue(),
                                        resideInAnyPackage(
                                                "dev.portside.domain.shared..",
                                                "dev.portside.domain.log..",
                                                "dev.portside.domain.tasks..",
                                                "dev.portside.domain.deadletters..")),
                        ImportsPears.class,
                        Pear.class),
                new Rule(
                        "packages are free of cycles",
                        slices().matching("dev.portside.(*).(*)..").should().beFreeOfCycles(),
                        Left.class,
                        Right.class),
                new Rule("names say what a class does", meaningfulNames(), PlantedManager.class));
    }

    /** Classes of {@code module} import nothing but themselves, Java, nullness annotations and what is allowed. */
    private static ArchRule imports(String module, String... allowed) {
        String[] all = Stream.concat(Stream.of(module, "java..", "org.jspecify.annotations.."), Stream.of(allowed))
                .toArray(String[]::new);
        return classes().that().resideInAPackage(module).should().onlyDependOnClassesThat(resideInAnyPackage(all));
    }

    private static ArchRule meaningfulNames() {
        return noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils");
    }
}
