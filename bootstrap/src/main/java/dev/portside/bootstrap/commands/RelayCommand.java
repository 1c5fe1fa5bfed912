package dev.portside.bootstrap.commands;

import dev.portside.bootstrap.settings.BadSettings;
import dev.portside.bootstrap.settings.Environment;
import dev.portside.bootstrap.settings.RepositoryType;
import dev.portside.bootstrap.settings.SettingFault;
import dev.portside.bootstrap.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code portside relay}: serves in the role of a relay alone. */
@Command(
        name = "relay",
        mixinStandardHelpOptions = true,
        description = {
            "Bring user events from the outbox to Kafka until told to stop: serve with ROLES=relay.",
            "Several at once share the work. Without PORT it takes a free one for health and metrics, and prints it."
        })
final class RelayCommand implements Runnable {
    @Override
    public void run() {
        ServeCommand.serve(settings(Environment.ofProcess()));
    }

    static Settings settings(Environment environment) {
        Map<String, String> own = new HashMap<>(Map.of("ROLES", "relay"));
        if (environment.value("PORT") == null && environment.value("HTTP_PORT") == null) {
            own.put("PORT", "0");
        }
        Settings settings = Settings.read(environment.with(own));
        if (settings.repositoryType() == RepositoryType.MOCK) {
            throw new BadSettings(List.of(new SettingFault(
                    "REPOSITORY_TYPE",
                    "mock",
                    "postgres for a relay: an outbox in memory has its own within its process")));
        }
        return settings;
    }
}
