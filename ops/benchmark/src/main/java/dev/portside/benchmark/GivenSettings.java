package dev.portside.benchmark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings as a command line gives them: {@code NAME=VALUE} each. */
final class GivenSettings {
    private GivenSettings() {}

    static Map<String, String> parse(List<String> given) {
        Map<String, String> settings = new HashMap<>();
        for (String setting : given) {
            String[] nameAndValue = setting.split("=", 2);
            settings.put(nameAndValue[0], nameAndValue[1]);
        }
        return settings;
    }
}
