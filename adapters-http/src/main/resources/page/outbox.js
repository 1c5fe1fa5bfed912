// The outbox: how far the events of users are on their way.

import { get } from "./api.js";
import { code, el, empty, pill } from "./dom.js";
import { age, number, timeExact } from "./format.js";
import { table } from "./panels.js";
import { figure, watched } from "./watched.js";

async function shown() {
  const { unsent, oldest_unsent_seconds: oldest, dead, newest } = await get("/api/outbox?newest=50");
  return [
    el("dl", { class: "figures" },
      figure("Unsent", number(unsent)),
      figure("Oldest of them", unsent === 0 ? "–" : age(oldest)),
      figure("Dead letters", dead > 0 ? el("a", { href: "#/console/dead-letters?source=users" }, number(dead)) : "0", dead > 0 ? "bad" : "")),
    newest.length === 0
      ? empty("No events yet", "Each change of a user leaves an event here, until it is on the topic and for a while after that.")
      : table("Newest events", ["Event", "Type", "User", "Occurred", "State"], newest.map((event) => el("tr", null,
        el("td", { class: "code" }, code(event.event_id)),
        el("td", { class: "nowrap" }, event.type),
        el("td", { class: "code" }, code(event.user_id)),
        el("td", { class: "nowrap" }, timeExact(event.occurred_at)),
        el("td", null, pill(event.state))))),
  ];
}

export function openOutbox(root) {
  return watched(
    root, "Outbox", "Each change of a user and its event are one transaction; a relay brings the events to Kafka, each once.", shown);
}
