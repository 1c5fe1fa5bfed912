package dev.portside.application.orders;

import dev.portside.domain.orders.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Where two orders under one uid differ. */
final class OrderDifferences {
    private static final int POINTERS_MAX = 20;

    private OrderDifferences() {}

    /** JSON Pointers to the members that differ, at most {@value #POINTERS_MAX}. */
    static List<String> pointers(Order stored, Order sent) {
        List<String> pointers = new ArrayList<>();
        compare("", OrderJson.tree(stored), OrderJson.tree(sent), pointers);
        return pointers.stream().limit(POINTERS_MAX).toList();
    }

    private static void compare(String at, JsonNode stored, JsonNode sent, List<String> pointers) {
        if (stored.isObject() && sent.isObject()) {
            TreeSet<String> names = new TreeSet<>(stored.propertyNames());
            names.forEach(name -> compare(at + "/" + name, stored.path(name), sent.path(name), pointers));
            return;
        }
        if (stored.isArray() && sent.isArray() && stored.size() == sent.size()) {
            for (int i = 0; i < stored.size(); i++) {
                compare(at + "/" + i, stored.get(i), sent.get(i), pointers);
            }
            return;
        }
        if (!stored.equals(sent)) {
            pointers.add(at);
        }
    }
}
