package dev.portside.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that the fuzzer found worth keeping, once more. */
class CorpusTest {
    private static final Path CORPUS = Path.of("corpus");
    private static final Path SOURCES = Path.of("src/main/java/dev/portside/fuzz");

    @ParameterizedTest
    @MethodSource("targets")
    void readsOrRefusesWhateverItGets(String target) throws Throwable {
        MethodHandle fuzz = MethodHandles.lookup()
                .findStatic(
                        Class.forName("dev.portside.fuzz." + target),
                        "fuzzerTestOneInput",
                        MethodType.methodType(void.class, byte[].class));
        List<Path> inputs = files(CORPUS.resolve(target));
        assertThat(inputs).isNotEmpty();
        for (Path input : inputs) {
            try {
                fuzz.invoke(Files.readAllBytes(input));
            } catch (Throwable e) {
                throw new AssertionError(target + " fails at " + input.getFileName(), e);
            }
        }
    }

    /** By their sources, so that none is without inputs. */
    static Set<String> targets() throws IOException {
        return files(SOURCES).stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .filter(name -> name.endsWith("Fuzz"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
