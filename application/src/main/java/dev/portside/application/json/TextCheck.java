package dev.portside.application.json;

import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds the texts of a document that cannot be stored. A place is a chain of steps that is written out for a fault alone:
 * a pointer per value would cost the square of a hostile document's length.
 */
final class TextCheck {
    private record Step(@Nullable Step parent, String name) {
        static String pointer(@Nullable Step at) {
            return at == null ? "" : Json.pointer(pointer(at.parent), at.name);
        }
    }

    private final List<FieldFault> faults = new ArrayList<>();

    private TextCheck() {}

    /**
     * The faults of a document's texts. One without an escape has none: neither UTF-8 nor JSON holds such a character itself.
     *
     * @param shown called with the check that is to be shown every member or value, unless there cannot be a fault
     */
    static List<FieldFault> faults(String document, Consumer<TextCheck> shown) {
        TextCheck check = new TextCheck();
        if (document.contains("\\u")) {
            shown.accept(check);
        }
        return check.faults;
    }

    /** @param parent where the object is that has the member; null for the outermost */
    void member(@Nullable Step parent, String name, JsonNode value) {
        text(parent, name);
        value(new Step(parent, name), value);
    }

    void value(@Nullable Step at, JsonNode node) {
        if (node.isString()) {
            text(at, node.stringValue());
        }
        if (node.isObject()) {
            node.properties().forEach(member -> member(at, member.getKey(), member.getValue()));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            value(new Step(at, Integer.toString(i)), node.get(i));
        }
    }

    private void text(@Nullable Step at, String text) {
        if (faults.size() == BadJson.FAULTS_MAX) {
            return;
        }
        try {
            Texts.storable(text);
        } catch (Invalid e) {
            faults.add(new FieldFault(Step.pointer(at), String.valueOf(e.getMessage())));
        }
    }
}
