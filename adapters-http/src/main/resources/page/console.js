// The console: its views, and which one is open.

import { onAccess } from "./access.js";
import { openCaches } from "./caches.js";
import { el } from "./dom.js";
import { openFlows } from "./flows.js";
import { openHealth } from "./health.js";
import { openLetters } from "./letters.js";
import { openLimits } from "./limits.js";
import { openOutbox } from "./outbox.js";
import { openTasks } from "./tasks.js";

/** Each opens in an element, with the rest of the address, and gives what closes it again, if anything must be. */
const VIEWS = {
  flows: { title: "Live flows", open: openFlows },
  tasks: { title: "Tasks", open: openTasks },
  "dead-letters": { title: "Dead letters", open: openLetters },
  outbox: { title: "Outbox", open: openOutbox },
  limits: { title: "Rate limits", open: openLimits },
  caches: { title: "Caches", open: openCaches },
  health: { title: "Health", open: openHealth },
};

const root = document.getElementById("view");
const links = {};
let opened;

export function startConsole() {
  const nav = document.querySelector("nav.views");
  for (const [name, { title }] of Object.entries(VIEWS)) {
    links[name] = el("a", { href: `#/console/${name}` }, title);
    nav.append(links[name]);
  }
  onAccess(() => opened && open(opened.name, opened.rest, opened.query));
}

export function showConsole([first = "flows", ...rest], query) {
  const name = first in VIEWS ? first : "flows";
  const moved = opened?.name !== name;
  open(name, rest, query);
  if (moved) {
    root.querySelector("h1")?.focus({ preventScroll: true });
    links[name].scrollIntoView({ block: "nearest", inline: "center" });
  }
}

function open(name, rest, query) {
  leaveConsole();
  document.title = `${VIEWS[name].title} · Portside`;
  links[name].setAttribute("aria-current", "page");
  const place = el("div", { class: "view-place" });
  root.replaceChildren(place);
  opened = { name, rest, query, close: VIEWS[name].open(place, { rest, query }) };
}

export function leaveConsole() {
  opened?.close?.();
  if (opened) {
    links[opened.name].removeAttribute("aria-current");
  }
  opened = undefined;
}
