package dev.portside.faults.orders;

import dev.portside.faults.oracle.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * The judge of stored orders. Each order that was published is stored once, with all its parts, and is answered as it was
 * published, member for member, numbers by their value; each message that is no order is a dead letter, once for each time
 * that it may have been published at most; and nothing else is there.
 */
final class OrderOracle {
    private final List<Fault> faults = new ArrayList<>();

    private OrderOracle() {}

    /** @param answers what readers were told, by uid */
    static List<Fault> judge(
            Collection<SentMessage> sent,
            List<OrderTables.Stored> stored,
            Map<String, JsonNode> answers,
            List<String> deadPayloads) {
        OrderOracle oracle = new OrderOracle();
        Map<String, SentMessage.Good> orders = new LinkedHashMap<>();
        Map<String, Integer> bad = new HashMap<>();
        for (SentMessage message : sent) {
            switch (message) {
                case SentMessage.Good good -> orders.put(good.uid(), good);
                case SentMessage.Bad spoiled -> bad.put(spoiled.text(), spoiled.publishes());
            }
        }
        oracle.stored(orders, stored, answers);
        oracle.dead(bad, deadPayloads);
        return oracle.faults;
    }

    private void stored(
            Map<String, SentMessage.Good> orders, List<OrderTables.Stored> stored, Map<String, JsonNode> answers) {
        Set<String> seen = new HashSet<>();
        for (OrderTables.Stored each : stored) {
            SentMessage.Good order = orders.get(each.uid());
            if (order == null) {
                fault(Fault.Kind.WRONG_VALUE, each.uid(), "nobody published it");
            } else if (!seen.add(each.uid())) {
                fault(Fault.Kind.DOUBLED, each.uid(), "is stored twice");
            } else if (each.deliveries() != 1
                    || each.payments() != 1
                    || each.items() != order.json().get("items").size()) {
                fault(Fault.Kind.WRONG_VALUE, each.uid(), "is stored with other parts: " + each);
            }
        }
        orders.forEach((uid, order) -> {
            JsonNode answer = answers.get(uid);
            if (!seen.contains(uid)) {
                fault(Fault.Kind.LOST, uid, "is not stored");
            } else if (answer == null) {
                fault(Fault.Kind.LOST, uid, "is not answered");
            } else if (!same(order.json(), answer)) {
                fault(Fault.Kind.WRONG_VALUE, uid, "is answered as " + answer + ", published as " + order.text());
            }
        });
    }

    private void dead(Map<String, Integer> bad, List<String> deadPayloads) {
        Map<String, Integer> letters = new HashMap<>();
        deadPayloads.forEach(payload -> letters.merge(payload, 1, Integer::sum));
        bad.forEach((text, publishes) -> {
            int found = letters.getOrDefault(text, 0);
            if (found == 0) {
                fault(Fault.Kind.LOST, "dead letter", text);
            } else if (found > publishes) {
                fault(Fault.Kind.DOUBLED, "dead letter", found + " times after " + publishes + " publishes: " + text);
            }
        });
        letters.keySet().stream()
                .filter(text -> !bad.containsKey(text))
                .forEach(text -> fault(Fault.Kind.WRONG_OUTCOME, "dead letter", "of no bad message: " + text));
    }

    /** Whether both have the same members with the same values; 1.50 is 1.5. */
    static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        if (one.isObject() && other.isObject()) {
            Set<String> names = new TreeSet<>(one.propertyNames());
            return names.equals(new TreeSet<>(other.propertyNames()))
                    && names.stream().allMatch(name -> same(one.get(name), other.get(name)));
        }
        if (one.isArray() && other.isArray()) {
            for (int i = 0; i < one.size(); i++) {
                if (i >= other.size() || !same(one.get(i), other.get(i))) {
                    return false;
                }
            }
            return one.size() == other.size();
        }
        return one.equals(other);
    }

    private void fault(Fault.Kind kind, String id, String detail) {
        faults.add(new Fault(kind, id, detail));
    }
}
