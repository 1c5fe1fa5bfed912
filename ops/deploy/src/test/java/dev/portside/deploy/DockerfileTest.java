package dev.portside.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be told of the image without making it. */
class DockerfileTest {
    private static final Path FOLDER = Repository.OPS.resolve("image");
    private static final String DOCKERFILE = Repository.text(FOLDER.resolve("Dockerfile"));
    private static final String LAST_STAGE = DOCKERFILE.substring(DOCKERFILE.lastIndexOf("\nFROM "));

    @Test
    void runsAsNobodyAndTellsItsHealthWithoutOtherPrograms() {
        assertThat(LAST_STAGE)
                .containsPattern("\nUSER [1-9]\\d*:[1-9]\\d*\n")
                .containsPattern("HEALTHCHECK [^\\[]*CMD \\[\"/opt/portside/bin/portside\", \"health\"]")
                .contains("ENTRYPOINT [\"/opt/portside/bin/portside\"]", "org.opencontainers.image.licenses")
                .doesNotContain("\nRUN ");
    }

    @Test
    void isMadeByTheScriptThatIsTestedHere() {
        assertThat(DOCKERFILE)
                .contains("ops/image/make-archive bootstrap/target/portside bootstrap/target/portside.cdx.json")
                .contains("-Dquick -Pparts -pl bootstrap,ops/local-stack -am");
        assertThat(Repository.text(Repository.ROOT.resolve("Makefile")))
                .contains("ops/image/make-archive $(DIST) bootstrap/target/portside.cdx.json")
                .contains("-Dquick -Pparts -pl bootstrap,ops/local-stack -am");
    }

    @Test
    void isBuiltFromAllModulesAndNothingElse() {
        List<String> ignored = Repository.text(FOLDER.resolve("Dockerfile.dockerignore"))
                .lines()
                .toList();
        assertThat(ignored).contains("*", "**/target", "**/.env");
        String parent = Repository.text(Repository.ROOT.resolve("pom.xml"));
        assertThat(parent.lines().filter(line -> line.contains("<module>")))
                .isNotEmpty()
                .allSatisfy(line -> {
                    String top = line.replaceAll(".*<module>|</module>|/.*", "");
                    assertThat(ignored)
                            .anyMatch(rule -> rule.startsWith("!")
                                    && top.matches(rule.substring(1).replace("*", ".*")));
                });
    }
}
