package dev.portside.bootstrap.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from: the real environment, else {@code .env} in the working folder. {@code NAME_FILE} stands for
 * {@code NAME} with the content of a file, as secrets are handed to containers.
 */
public final class Environment {
    private static final String FILE = "_FILE";

    private final Map<String, String> values;
    private final List<SettingFault> faults;

    private Environment(Map<String, String> values, List<SettingFault> faults) {
        this.values = Map.copyOf(values);
        this.faults = List.copyOf(faults);
    }

    /** The environment of this process. */
    public static Environment ofProcess() {
        return of(System.getenv(), Path.of(".env"));
    }

    /** @param dotEnv a file that may be absent */
    public static Environment of(Map<String, String> real, Path dotEnv) {
        List<SettingFault> faults = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        if (Files.exists(dotEnv)) {
            try {
                values.putAll(DotEnv.parse(Files.readString(dotEnv), faults));
            } catch (IOException _) {
                faults.add(new SettingFault(".env", dotEnv.toString(), "a readable UTF-8 file"));
            }
        }
        real.forEach((name, value) -> {
            // A name from the real environment wins over both forms of it in the file.
            values.remove(name.endsWith(FILE) ? name.substring(0, name.length() - FILE.length()) : name + FILE);
            values.put(name, value);
        });
        readFiles(values, faults);
        return new Environment(values, faults);
    }

    private static void readFiles(Map<String, String> values, List<SettingFault> faults) {
        for (Map.Entry<String, String> entry : Map.copyOf(values).entrySet()) {
            String name = entry.getKey();
            String path = entry.getValue();
            String setting = name.endsWith(FILE) ? name.substring(0, name.length() - FILE.length()) : "";
            if (!SettingsReader.isSecret(setting)) {
                continue;
            }
            try {
                values.putIfAbsent(setting, Files.readString(Path.of(path)).strip());
            } catch (IOException | RuntimeException _) {
                faults.add(new SettingFault(name, path, "a readable UTF-8 file"));
            }
        }
    }

    /** The same with these values, whatever was set before. */
    public Environment with(Map<String, String> others) {
        Map<String, String> changed = new HashMap<>(values);
        changed.putAll(others);
        return new Environment(changed, faults);
    }

    public @Nullable String value(String name) {
        return values.get(name);
    }

    /** What could not be read at all. */
    public List<SettingFault> faults() {
        return faults;
    }

    /** All names that are set, sorted. */
    public Set<String> names() {
        return new TreeSet<>(values.keySet());
    }
}
