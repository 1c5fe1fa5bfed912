package dev.portside.application.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The strict reader and the compact writer: UTF-8 only, no duplicate keys, nothing after the document, no value in it
 * deeper than {@value #DEPTH_MAX}, no U+0000 or half surrogate in any text, decimals kept as decimals.
 */
public final class Json {
    /** How deep a value may be that a document holds; the document itself is one level more. */
    public static final int DEPTH_MAX = 64;

    public static final int NUMBER_LENGTH_MAX = 1000;
    public static final int NAME_LENGTH_MAX = 1000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(1 + DEPTH_MAX)
                            .maxNumberLength(NUMBER_LENGTH_MAX)
                            .maxNameLength(NAME_LENGTH_MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    public static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    public static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /**
     * Reads an object; {@link BadJson} when the bytes are anything else. Texts that cannot be stored are the first faults of
     * the fields.
     */
    public static JsonFields fields(byte[] utf8) {
        String text = decode(utf8);
        Map<String, JsonFields.Member> members = new LinkedHashMap<>();
        try (JsonParser parser = MAPPER.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadJson("must be a JSON object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                int start = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
                JsonNode value = parser.readValueAsTree();
                int end = Math.toIntExact(parser.currentLocation().getCharOffset());
                members.put(
                        name,
                        new JsonFields.Member(
                                value, () -> text.substring(start, end).strip()));
            }
            if (parser.nextToken() != null) {
                throw new BadJson("must be one JSON object with nothing after it");
            }
        } catch (JacksonException | NumberFormatException e) {
            throw unreadable(e);
        }
        List<FieldFault> faults = TextCheck.faults(
                text, check -> members.forEach((name, member) -> check.member(null, name, member.value())));
        return new JsonFields(members, faults);
    }

    /** Reads any JSON value; {@link BadJson} when the bytes are none. */
    public static JsonNode tree(byte[] utf8) {
        String text = decode(utf8);
        JsonNode node;
        try {
            node = MAPPER.readTree(text);
        } catch (JacksonException | NumberFormatException e) {
            throw unreadable(e);
        }
        if (node.isMissingNode()) {
            throw new BadJson("must not be empty");
        }
        List<FieldFault> faults = TextCheck.faults(text, check -> check.value(null, node));
        if (!faults.isEmpty()) {
            throw new BadJson(faults);
        }
        return node;
    }

    /** The pointer to a member of what {@code parent} points to (RFC 6901). */
    static String pointer(String parent, String name) {
        return parent + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private static String decode(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new BadJson("must be UTF-8");
        }
    }

    /** @param fault the parser's own, or its {@link NumberFormatException} for an exponent that no decimal can hold */
    private static BadJson unreadable(RuntimeException fault) {
        if (!(fault instanceof JacksonException e)) {
            return new BadJson("must not hold a number whose exponent is out of bounds");
        }
        var at = e.getLocation();
        String rule = rule(e.getOriginalMessage());
        return new BadJson(
                at == null ? rule : rule + " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")");
    }

    private static String rule(String reason) {
        if (reason.contains("nesting depth")) {
            return "must not hold a value nested deeper than " + DEPTH_MAX;
        }
        if (reason.contains("Duplicate Object property")) {
            return "must not name a member twice";
        }
        if (reason.contains("Number value length")) {
            return "must not hold a number longer than " + NUMBER_LENGTH_MAX + " digits";
        }
        if (reason.contains("Name length")) {
            return "must not name a member with more than " + NAME_LENGTH_MAX + " characters";
        }
        return "must be valid JSON";
    }
}
