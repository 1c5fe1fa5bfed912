// How the flows run: a card for each, with what it did in the last two minutes.

import { Chart } from "./chart.js";
import { el } from "./dom.js";
import { on } from "./events.js";
import { age, number, rate } from "./format.js";
import { heading } from "./panels.js";

const SAMPLES_MAX = 120;

const WORDS = {
  records: ["Records", "changes through the inbox"],
  products: ["Products", "events from their queue"],
  users: ["Users", "events through the outbox"],
  todos: ["Todos", "commands from their queue"],
  orders: ["Orders", "messages from their stream"],
  bucket: ["Rate limits", "requests for tokens", "admitted", "denied"],
};
const ORDER = Object.keys(WORDS);

const history = new Map();
let latest;
let cards;

/** What happened each second: totals are of one instance, so that they begin anew when another one answers. */
function remember(sample) {
  const seconds = latest === undefined ? 0 : (new Date(sample.at) - new Date(latest.at)) / 1000;
  for (const flow of sample.flows) {
    const before = latest?.flows.find(({ name }) => name === flow.name);
    const past = history.get(flow.name) ?? { accepted: [], applied: [] };
    history.set(flow.name, past);
    if (before === undefined || seconds <= 0 || flow.accepted < before.accepted) {
      continue;
    }
    for (const what of ["accepted", "applied"]) {
      past[what].push(Math.max(0, flow[what] - before[what]) / seconds);
      past[what].splice(0, past[what].length - SAMPLES_MAX);
    }
  }
  latest = sample;
}

on("flows", (sample) => {
  remember(sample);
  cards?.forEach((card) => card.show(sample));
});

class Card {
  #name;
  #chart;
  #applied = el("span", { class: "big" });
  #accepted = el("dd");
  #waiting = el("dd");
  #oldest = el("dd");
  #rejected = el("dd");
  #dead = el("dd");
  element;

  constructor(name) {
    const [title, what, applied = "applied", rejected = "rejected"] = WORDS[name];
    this.#name = name;
    this.#chart = new Chart(SAMPLES_MAX, `${title}: ${applied} and accepted each second of the last two minutes`);
    const cell = (term, value) => el("div", null, el("dt", null, term), value);
    this.element = el("article", { class: "card", "aria-labelledby": `flow-${name}` },
      el("header", null,
        el("div", null, el("h2", { id: `flow-${name}` }, title), el("p", { class: "muted" }, what)),
        el("p", { class: "now" }, this.#applied, el("span", { class: "muted" }, ` ${applied}/s`))),
      this.#chart.element,
      name === "bucket"
        ? el("dl", { class: "cells" }, cell("Asked/s", this.#accepted), cell("Denied in all", this.#rejected))
        : el("dl", { class: "cells" },
          cell("Accepted/s", this.#accepted),
          cell("Waiting", this.#waiting),
          cell("Oldest", this.#oldest),
          cell(rejected[0].toUpperCase() + rejected.slice(1), this.#rejected),
          cell("Dead letters", this.#dead)));
  }

  show(sample) {
    const flow = sample.flows.find(({ name }) => name === this.#name);
    const { accepted, applied } = history.get(this.#name);
    this.#chart.draw(applied, accepted);
    this.#applied.textContent = rate(applied.at(-1) ?? 0);
    this.#accepted.textContent = rate(accepted.at(-1) ?? 0);
    this.#waiting.textContent = number(flow.waiting);
    this.#oldest.textContent = flow.waiting === 0 ? "–" : age(flow.oldest_seconds);
    this.#rejected.textContent = number(flow.rejected);
    this.#showDead(sample.dead_letters?.[this.#name]);
  }

  #showDead(dead) {
    if (this.#dead.dataset.shown === String(dead)) {
      return; // A link keeps the focus.
    }
    this.#dead.dataset.shown = String(dead);
    this.#dead.replaceChildren(dead > 0
      ? el("a", { class: "alert", href: `#/console/dead-letters?source=${this.#name}` }, number(dead))
      : number(dead));
  }
}

export function openFlows(root) {
  cards = ORDER.map((name) => new Card(name));
  root.append(
    heading("Live flows", "Each second of the last two minutes: the filled curve is what took effect, the thin line what came in."),
    el("div", { class: "cards" }, cards.map((card) => card.element)));
  if (latest !== undefined) {
    cards.forEach((card) => card.show(latest));
  }
  return () => {
    cards = undefined;
  };
}

/** How many dead letters each flow has, as far as it is known. */
export function deadLetters() {
  return latest?.dead_letters ?? undefined;
}
