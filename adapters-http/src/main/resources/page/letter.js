// One dead letter: what the work was, why it died, and what to do with it.

import { call, post } from "./api.js";
import { code, el, facts, pill } from "./dom.js";
import { number, timeExact } from "./format.js";
import { act, confirmed, fill, heading } from "./panels.js";

/** JSON with its members in lines; anything else as it is. */
function readable(payload) {
  try {
    JSON.parse(payload);
  } catch {
    return payload;
  }
  return indented(payload);
}

/** Indents JSON text without reading its values, so that no digit of a number changes. */
function indented(json) {
  let depth = 0;
  return json
    .match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g)
    .map((token, i, tokens) => {
      const pad = () => `\n${"  ".repeat(depth)}`;
      if (token === "{" || token === "[") {
        depth++;
        return /[}\]]/.test(tokens[i + 1]) ? token : token + pad();
      }
      if (token === "}" || token === "]") {
        depth--;
        return /[{[]/.test(tokens[i - 1]) ? token : pad() + token;
      }
      return token === "," ? token + pad() : token === ":" ? ": " : token;
    })
    .join("");
}

export function openLetter(root, id, back, read) {
  const place = el("div");
  const path = `/api/dead-letters/${encodeURIComponent(id)}`;
  const leave = (text) => {
    location.hash = back;
    return text;
  };
  const requeue = async () => {
    await post(`${path}/requeue`);
    return leave("1 dead letter requeued.");
  };
  const discard = async () => {
    const go = await confirmed("Discard this dead letter?", "Its work is lost for good.", "Discard");
    if (!go) {
      return "";
    }
    await call("DELETE", path);
    return leave("1 dead letter discarded.");
  };
  root.append(
    el("a", { class: "up", href: back }, "Dead letters"),
    heading("Dead letter"),
    place);
  fill(place, async () => {
    const letter = await read();
    return [
      el("div", { class: "bar" },
        el("button", { type: "button", class: "primary", click: (event) => act(event.target, requeue) }, "Requeue"),
        el("button", { type: "button", class: "danger", click: (event) => act(event.target, discard) }, "Discard")),
      el("div", { class: "card" },
        el("header", null, el("h2", null, el("bdi", null, letter.error)), pill(letter.source, "flow")),
        facts([
          ["Attempts", number(letter.attempts)],
          ["First failure", timeExact(letter.first_failure_at)],
          ["Last failure", timeExact(letter.last_failure_at)],
          ["Id", code(letter.id)],
          ["Origin", code(letter.origin)],
          ["Trace", letter.traceparent && code(letter.traceparent)],
        ]),
        el("h3", null, "Payload"),
        letter.payload === ""
          ? el("p", { class: "none" }, "Empty.")
          : el("pre", { class: "payload", tabindex: "0", role: "group", "aria-label": "Payload" }, readable(letter.payload))),
    ];
  });
}
