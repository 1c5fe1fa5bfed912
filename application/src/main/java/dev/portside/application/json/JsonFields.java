package dev.portside.application.json;

import dev.portside.domain.shared.Invalid;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The members of one JSON object, read one by one. Faults are gathered, not thrown, so that {@link #build} can report all
 * of them at once. Members that nobody asks for are ignored.
 */
public final class JsonFields {
    public static final int EXPONENT_MAX = 1000;

    /** @param raw the value as it was written */
    record Member(JsonNode value, Supplier<String> raw) {}

    private final String pointer;
    private final Map<String, Member> members;

    /** A set, since a reader may find again what the document's check has found. */
    private final Set<FieldFault> faults;

    /** @param faults what is known to be wrong with the document already */
    JsonFields(Map<String, Member> members, List<FieldFault> faults) {
        this("", members, faults);
    }

    private JsonFields(String pointer, Map<String, Member> members, List<FieldFault> faults) {
        this.pointer = pointer;
        this.members = members;
        this.faults = new LinkedHashSet<>(faults);
    }

    /** A required text. {@code read} makes the value and may throw {@link Invalid}. */
    public <T> Supplier<T> text(String name, Function<String, T> read) {
        return required(name, "text", JsonNode::isString, member -> read.apply(member.value.stringValue()));
    }

    /** A text that may be absent or null. */
    public <T> Supplier<Optional<T>> optionalText(String name, Function<String, T> read) {
        return optional(name, text -> text(text, read));
    }

    /**
     * A required number, whole or decimal, with the digits that were sent. Numbers beyond 10^±{@value #EXPONENT_MAX} are
     * refused, since writing one of them out would take unbounded memory.
     */
    public <T> Supplier<T> decimal(String name, Function<BigDecimal, T> read) {
        return required(name, "a number", JsonNode::isNumber, member -> {
            BigDecimal value = member.value.decimalValue();
            if (Math.abs((long) value.scale()) > EXPONENT_MAX) {
                throw new Invalid("must not have an exponent beyond " + EXPONENT_MAX);
            }
            return read.apply(value);
        });
    }

    /** A required whole number between the bounds, both included; {@code 2.0} is not one. */
    public Supplier<Long> whole(String name, long min, long max) {
        return required(name, "a whole number", JsonNode::isIntegralNumber, member -> {
            if (!member.value.canConvertToLong() || member.value.longValue() < min || member.value.longValue() > max) {
                throw new Invalid("must be " + min + " to " + max);
            }
            return member.value.longValue();
        });
    }

    /** A required true or false. */
    public Supplier<Boolean> flag(String name) {
        return required(name, "true or false", JsonNode::isBoolean, member -> member.value.booleanValue());
    }

    /** A true or false that may be absent or null. */
    public Supplier<Optional<Boolean>> optionalFlag(String name) {
        return optional(name, this::flag);
    }

    /** A required value of any type but absent, exactly as it was written; below the top level, in compact form. */
    public <T> Supplier<T> raw(String name, Function<String, T> read) {
        return required(name, "a JSON value", _ -> true, member -> read.apply(member.raw.get()));
    }

    /** A required array of {@code countMin} to {@code countMax} texts, each read as in {@link #text}. */
    public <T> Supplier<List<T>> texts(String name, int countMin, int countMax, Function<String, T> read) {
        return required(name, "an array", JsonNode::isArray, member -> {
            if (member.value.size() < countMin || member.value.size() > countMax) {
                throw new Invalid("must have " + countMin + " to " + countMax + " elements");
            }
            return member.value
                    .valueStream()
                    .map(element -> {
                        if (!element.isString()) {
                            throw new Invalid("must hold texts alone");
                        }
                        return read.apply(element.stringValue());
                    })
                    .toList();
        });
    }

    /** A required object. {@code read} makes the value from its members, ending in their {@link #build}. */
    public <T> Supplier<T> object(String name, Function<JsonFields, T> read) {
        Member member = members.get(name);
        if (member == null) {
            return faulty(name, "is missing");
        }
        return element(name, Json.pointer(pointer, name), member.value, read);
    }

    /** A required array of {@code countMin} to {@code countMax} objects, each read as in {@link #object}. */
    public <T> Supplier<List<T>> objects(String name, int countMin, int countMax, Function<JsonFields, T> read) {
        Member member = members.get(name);
        if (member == null) {
            return faulty(name, "is missing");
        }
        if (!member.value.isArray()) {
            return faulty(name, "must be an array");
        }
        int count = member.value.size();
        if (count < countMin || count > countMax) {
            return faulty(name, "must have " + countMin + " to " + countMax + " elements");
        }
        String at = Json.pointer(pointer, name);
        List<Supplier<T>> elements = IntStream.range(0, count)
                .mapToObj(i -> element(name, at + "/" + i, member.value.get(i), read))
                .toList();
        return () -> elements.stream().map(Supplier::get).toList();
    }

    private <T> Supplier<T> element(String name, String at, JsonNode node, Function<JsonFields, T> read) {
        if (!node.isObject()) {
            return faulty(name, new FieldFault(at, "must be an object"));
        }
        Map<String, Member> inner = new LinkedHashMap<>();
        node.properties()
                .forEach(entry ->
                        inner.put(entry.getKey(), new Member(entry.getValue(), () -> Json.text(entry.getValue()))));
        try {
            T value = read.apply(new JsonFields(at, inner, List.of()));
            return () -> value;
        } catch (BadJson e) {
            faults.addAll(e.faults());
            return unread(name);
        }
    }

    /** Reads a member by {@code read} unless it is absent or null. */
    public <T> Supplier<Optional<T>> optional(String name, Function<String, Supplier<T>> read) {
        Member member = members.get(name);
        if (member == null || member.value.isNull()) {
            return Optional::empty;
        }
        Supplier<T> present = read.apply(name);
        return () -> Optional.of(present.get());
    }

    /** Reports a fault that no single reader can see, such as two members that contradict each other. */
    public void fault(String name, String detail) {
        faults.add(new FieldFault(Json.pointer(pointer, name), detail));
    }

    /** Makes the whole from what was read; {@link BadJson} with every fault found so far when there is one. */
    public <T> T build(Supplier<T> whole) {
        if (!faults.isEmpty()) {
            throw new BadJson(List.copyOf(faults));
        }
        try {
            return whole.get();
        } catch (Invalid e) {
            throw new BadJson(List.of(new FieldFault(pointer, String.valueOf(e.getMessage()))));
        }
    }

    private <T> Supplier<T> required(
            String name, String type, java.util.function.Predicate<JsonNode> is, Function<Member, T> read) {
        Member member = members.get(name);
        if (member == null) {
            return faulty(name, "is missing");
        }
        if (!is.test(member.value)) {
            return faulty(name, "must be " + type);
        }
        try {
            T value = read.apply(member);
            return () -> value;
        } catch (Invalid e) {
            return faulty(name, String.valueOf(e.getMessage()));
        }
    }

    private <T extends @Nullable Object> Supplier<T> faulty(String name, String detail) {
        return faulty(name, new FieldFault(Json.pointer(pointer, name), detail));
    }

    private <T extends @Nullable Object> Supplier<T> faulty(String name, FieldFault fault) {
        faults.add(fault);
        return unread(name);
    }

    private static <T extends @Nullable Object> Supplier<T> unread(String name) {
        return () -> {
            throw new IllegalStateException("read before build: " + name);
        };
    }
}
