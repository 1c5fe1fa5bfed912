// Dead letters: found, read, requeued one by one, several or all, and discarded.

import { call, get, post } from "./api.js";
import { el, empty } from "./dom.js";
import { on } from "./events.js";
import { deadLetters } from "./flows.js";
import { count, number, timeExact } from "./format.js";
import { openLetter } from "./letter.js";
import { act, confirmed, field, heading, table, trouble } from "./panels.js";

const PATH = "/api/dead-letters";
const PAGE_SIZE = 50;
const ONE_CALL_MAX = 1000;
const ONE_CALL_MILLIS_MAX = 120_000;
const SOURCES = ["records", "products", "users", "todos", "orders"];

const views = new Set();

// Somebody else may requeue letters, too, and new ones come by themselves.
on("flows", () => views.forEach((view) => view.lookAgain()));

const addressOf = (source, id) =>
  `#/console/dead-letters${id === undefined ? "" : `/${encodeURIComponent(id)}`}${source ? `?source=${source}` : ""}`;

const requeue = (filter) => post(`${PATH}/requeue`, filter, { timeout: ONE_CALL_MILLIS_MAX });

/** Requeues in as many calls as it takes, each of the oldest that match; no more than matched before. */
async function requeueAll(source, matched) {
  const done = { requeued: 0, failed: 0 };
  for (let left = matched; left > 0; left -= ONE_CALL_MAX) {
    const { requeued, failed } = await requeue({ source, limit: Math.min(left, ONE_CALL_MAX) });
    done.requeued += requeued;
    done.failed += failed;
    if (requeued === 0) {
      break;
    }
  }
  return result(done);
}

function result({ requeued, failed }) {
  return `${count(requeued, "dead letter")} requeued${failed > 0 ? `, ${number(failed)} failed and stay` : ""}.`;
}

class Letters {
  #source;
  #chosen = new Set();
  #letters = [];
  #next;
  #known;
  #shown = false;
  #place = el("div");
  #bar = el("div", { class: "bar", role: "group", "aria-label": "Actions" });
  #all = el("button", { type: "button", click: () => this.#requeueMatching() });
  #many = el("button", { type: "button", class: "primary", click: () => this.#requeueChosen() });
  #drop = el("button", { type: "button", class: "danger", click: () => this.#discardChosen() });

  constructor(root, source) {
    this.#source = source;
    const choose = (event) => {
      location.hash = addressOf(event.target.value);
    };
    const option = (value, text) => el("option", { value, selected: value === source }, text);
    this.#bar.append(
      field("Flow", el("select", { change: choose }, option("", "All flows"), SOURCES.map((each) => option(each, each)))),
      this.#many, this.#drop, this.#all);
    root.append(
      heading("Dead letters", "Work that failed for good. It waits here until somebody gives it back to its flow or throws it away."),
      this.#bar, this.#place);
    this.#showActions();
    this.load();
  }

  /** Reads the first page again when it is not what there is now, unless somebody is choosing. */
  lookAgain() {
    const known = JSON.stringify(deadLetters());
    const changed = this.#known !== undefined && this.#known !== known;
    if ((changed || this.#isOutdated()) && this.#chosen.size === 0) {
      this.load();
    }
    this.#known = known;
  }

  /** Numbers that went and came back between two looks don't show as a change. */
  #isOutdated() {
    const counts = deadLetters();
    if (counts === undefined || !this.#shown || this.#next !== undefined) {
      return false;
    }
    const there = this.#source ? counts[this.#source] : Object.values(counts).reduce((sum, each) => sum + each, 0);
    return there !== this.#letters.length;
  }

  async load(path = `${PATH}?limit=${PAGE_SIZE}${this.#source ? `&source=${this.#source}` : ""}`, before = []) {
    this.#shown = false;
    try {
      const { body, next } = await call("GET", path);
      this.#letters = [...before, ...body];
      this.#next = next;
      this.#known = JSON.stringify(deadLetters());
      this.#show();
      this.#shown = true;
    } catch (failure) {
      this.#letters = [];
      this.#place.replaceChildren(trouble(failure, () => this.load()));
    }
    this.#showActions();
  }

  #show() {
    if (this.#letters.length === 0) {
      this.#place.replaceChildren(empty("No dead letters", "Nothing has failed for good here."));
      return;
    }
    const ids = new Set(this.#letters.map(({ id }) => id));
    this.#chosen.forEach((id) => ids.has(id) || this.#chosen.delete(id));
    const focused = document.activeElement?.closest("[data-id]")?.dataset.id;
    this.#place.replaceChildren(
      table("Dead letters", [
        { name: el("span", { class: "hidden" }, "Chosen") },
        "Error",
        { name: "Flow", wide: true },
        { name: "Failed", wide: true },
        { name: "Attempts", wide: true, number: true },
      ], this.#letters.map((letter) => this.#row(letter))),
      this.#next
        ? el("button", { type: "button", class: "more", click: () => this.load(this.#next, this.#letters) }, "Load more")
        : "");
    [...this.#place.querySelectorAll("[data-id]")].find(({ dataset }) => dataset.id === focused)?.focus();
  }

  #row(letter) {
    const toggle = (event) => {
      this.#chosen[event.target.checked ? "add" : "delete"](letter.id);
      this.#showActions();
    };
    return el("tr", null,
      el("td", null, el("input", {
        type: "checkbox", change: toggle, checked: this.#chosen.has(letter.id), "aria-label": `Choose ${letter.id}`, "data-id": letter.id,
      })),
      el("td", { class: "error" },
        el("a", { href: addressOf(this.#source, letter.id) }, el("bdi", null, letter.error)),
        el("p", { class: "muted narrow" }, `${letter.source}, ${timeExact(letter.last_failure_at)}`)),
      el("td", { class: "wide" }, letter.source),
      el("td", { class: "wide" }, timeExact(letter.last_failure_at)),
      el("td", { class: "wide number" }, number(letter.attempts)));
  }

  #showActions() {
    const some = this.#chosen.size > 0;
    this.#many.hidden = !some;
    this.#drop.hidden = !some;
    this.#all.hidden = some || this.#letters.length === 0;
    this.#many.textContent = `Requeue ${number(this.#chosen.size)} chosen`;
    this.#drop.textContent = `Discard ${number(this.#chosen.size)}`;
    this.#all.textContent = this.#source ? `Requeue all of ${this.#source}…` : "Requeue all…";
  }

  #requeueMatching() {
    return act(this.#all, async () => {
      const source = this.#source || undefined;
      const { matched } = await requeue({ source, dry_run: true });
      const go = await confirmed(
        `Requeue ${count(matched, "dead letter")}?`,
        `${source ? `All of ${source}` : "All of every flow"} that there are now, oldest first. Work that fails again comes back here.`,
        `Requeue ${number(matched)}`);
      return go && this.#after(await requeueAll(source, matched));
    });
  }

  #requeueChosen() {
    return act(this.#many, async () => this.#after(result(await requeue({ ids: [...this.#chosen] }))));
  }

  #discardChosen() {
    return act(this.#drop, async () => {
      const ids = [...this.#chosen];
      const go = await confirmed(`Discard ${count(ids.length, "dead letter")}?`, "Their work is lost for good.", "Discard");
      if (!go) {
        return "";
      }
      for (const id of ids) {
        await call("DELETE", `${PATH}/${encodeURIComponent(id)}`);
      }
      return this.#after(`${count(ids.length, "dead letter")} discarded.`);
    });
  }

  async #after(text) {
    this.#chosen.clear();
    await this.load();
    return text;
  }
}

export function openLetters(root, { rest: [id], query }) {
  const source = SOURCES.includes(query.get("source")) ? query.get("source") : "";
  if (id !== undefined) {
    openLetter(root, id, addressOf(source), () => get(`${PATH}/${encodeURIComponent(id)}`));
    return undefined;
  }
  const view = new Letters(root, source);
  views.add(view);
  return () => views.delete(view);
}
