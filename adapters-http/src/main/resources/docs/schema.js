import { code, el, follow } from "./dom.js";

const DEPTH_MAX = 8;

/** A schema as a list of members, each with its type, bounds and description. */
export function schemaList(document, schema, depth = 0) {
  const actual = follow(document, schema);
  const element = el("ul", { class: "schema" });
  const items = actual.items && follow(document, actual.items);
  const shown = items ?? actual;
  for (const [name, member] of Object.entries(shown.properties ?? {})) {
    element.append(memberItem(document, name, member, shown.required?.includes(name), depth));
  }
  if (!element.hasChildNodes()) {
    element.append(el("li", null, typeLine(document, actual)));
  } else if (items) {
    element.prepend(el("li", { class: "note" }, "an array; each of its items:"));
  }
  return element;
}

function memberItem(document, name, member, required, depth) {
  const actual = follow(document, member);
  const item = el("li", null, el("code", { class: required ? "required" : undefined }, name), " ", typeLine(document, member));
  const inside = actual.items ? follow(document, actual.items) : actual;
  if (inside.properties && depth < DEPTH_MAX) {
    item.append(schemaList(document, member, depth + 1));
  }
  return item;
}

function typeLine(document, schema) {
  const actual = follow(document, schema);
  const words = [typeName(document, actual), bounds(actual)].filter(Boolean).join(", ");
  return [el("span", { class: "type" }, words), actual.description ? ` ${actual.description}` : ""];
}

function typeName(document, schema) {
  if (schema.const !== undefined) {
    return JSON.stringify(schema.const);
  }
  if (schema.enum) {
    return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  }
  const either = schema.oneOf ?? schema.anyOf;
  if (!schema.type && either) {
    return either.map((one) => typeName(document, follow(document, one))).join(" | ");
  }
  if (schema.type === "array") {
    return `array of ${typeName(document, follow(document, schema.items ?? {}))}`;
  }
  const type = Array.isArray(schema.type) ? schema.type.join(" | ") : schema.type ?? (schema.properties ? "object" : "any");
  return schema.format ? `${type} (${schema.format})` : type;
}

function bounds(schema) {
  const between = (min, max, unit) => {
    if (min === undefined) {
      return max === undefined ? undefined : `at most ${max}${unit}`;
    }
    return max === undefined ? `at least ${min}${unit}` : `${min} to ${max}${unit}`;
  };
  return [
    between(schema.minLength, schema.maxLength, " characters"),
    between(schema.minimum, schema.maximum, ""),
    between(schema.minItems, schema.maxItems, " items"),
    schema.default === undefined ? undefined : `${JSON.stringify(schema.default)} unless given`,
  ].filter(Boolean).join(", ");
}

/** A value that obeys the schema, as far as that can be made up. */
export function example(document, schema, depth = 0) {
  const actual = follow(document, schema);
  if (depth > DEPTH_MAX) {
    return null;
  }
  const given = actual.example ?? actual.examples?.[0] ?? actual.const ?? actual.default ?? actual.enum?.[0];
  if (given !== undefined) {
    return given;
  }
  const type = Array.isArray(actual.type) ? actual.type[0] : actual.type;
  if (actual.properties) {
    return Object.fromEntries(
      Object.entries(actual.properties).map(([name, member]) => [name, example(document, member, depth + 1)]));
  }
  switch (type) {
    case "array": return [example(document, actual.items ?? {}, depth + 1)];
    case "integer":
    case "number": return actual.minimum ?? 1;
    case "boolean": return true;
    case "string": return text(actual);
    default: return {};
  }
}

function text(schema) {
  switch (schema.format) {
    case "uuid": return "0197c5b2-6f5e-7c3a-9d2b-3f1e5a7c9b11";
    case "date-time": return "2026-01-01T00:00:00Z";
    case "email": return "ada@example.com";
    default: return "text";
  }
}
