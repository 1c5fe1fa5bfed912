package dev.portside.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what serves a path, by its segments as they were sent: no normalising, no merging of slashes, each segment decoded
 * by itself. So an encoded slash belongs to a parameter, and no spelling of a path reaches a route but the one that is
 * documented. Texts win over parameters.
 *
 * @param <T> what serves a path
 */
final class RouteTable<T> {
    /** What serves a path, and the path's parameters, decoded. */
    record Match<T>(T target, Map<String, String> parameters) {}

    private record Template<T>(String[] segments, long parameters, T target) {}

    private final Map<String, Match<T>> exact = new HashMap<>();
    private final Map<Integer, List<Template<T>>> bySegments = new HashMap<>();

    /** @param byPath keys have parameters in braces, as in {@code /api/users/{id}} */
    RouteTable(Map<String, T> byPath) {
        byPath.forEach((path, target) -> {
            String[] segments = path.split("/", -1);
            long parameters =
                    List.of(segments).stream().filter(RouteTable::isParameter).count();
            bySegments
                    .computeIfAbsent(segments.length, _ -> new ArrayList<>())
                    .add(new Template<>(segments, parameters, target));
            if (parameters == 0) {
                exact.put(path, new Match<>(target, Map.of()));
            }
        });
        bySegments.values().forEach(templates -> templates.sort(Comparator.comparingLong(Template::parameters)));
    }

    /** @param path as it was sent: percent-encoded, without the query */
    Optional<Match<T>> find(String path) {
        Match<T> match = exact.get(path);
        return match != null ? Optional.of(match) : search(path.split("/", -1));
    }

    private Optional<Match<T>> search(String[] segments) {
        for (int i = 0; i < segments.length; i++) {
            segments[i] = decoded(segments[i]);
        }
        return bySegments.getOrDefault(segments.length, List.of()).stream()
                .filter(template -> matches(template.segments, segments))
                .findFirst()
                .map(template -> new Match<>(template.target, parameters(template.segments, segments)));
    }

    private static boolean matches(String[] template, String[] segments) {
        for (int i = 0; i < segments.length; i++) {
            boolean matches = isParameter(template[i]) ? !segments[i].isEmpty() : template[i].equals(segments[i]);
            if (!matches) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> parameters(String[] template, String[] segments) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < segments.length; i++) {
            if (isParameter(template[i])) {
                parameters.put(template[i].substring(1, template[i].length() - 1), segments[i]);
            }
        }
        return parameters;
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    /** The guard has seen that this is well-formed; a plus sign stands for itself in a path. */
    private static String decoded(String segment) {
        return segment.indexOf('%') < 0
                ? segment
                : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
