package dev.portside.load.scenarios;

import dev.portside.load.Scenario;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/** All scenarios by name. */
public final class Scenarios {
    private static final SequencedMap<String, Function<Target, Scenario>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("records", Records::new);
        BY_NAME.put("products", Products::new);
        BY_NAME.put("users", Users::new);
        BY_NAME.put("buckets", Buckets::new);
        BY_NAME.put("todos-read", TodosRead::new);
        BY_NAME.put("todos-write", TodosWrite::new);
        BY_NAME.put("orders-publish", OrdersPublish::new);
        BY_NAME.put("orders-read", OrdersRead::new);
        BY_NAME.put("mixed", Mixed::new);
    }

    private static final Set<String> WITH_TOKEN = Set.of("todos-write", "mixed");

    private Scenarios() {}

    public static Set<String> names() {
        return BY_NAME.sequencedKeySet();
    }

    public static boolean needsToken(String name) {
        return WITH_TOKEN.contains(name);
    }

    /** Empty when there is none of this name. */
    public static Optional<Scenario> named(String name, Target target) {
        return Optional.ofNullable(BY_NAME.get(name)).map(maker -> maker.apply(target));
    }
}
