// The plans of rate limits: shown, made, replaced, removed.

import { code, el } from "./dom.js";
import { age, number } from "./format.js";
import { confirmed, field, table } from "./panels.js";

const WORDS = { token_bucket: "Token bucket", gcra: "GCRA", sliding_window: "Sliding window" };

function pace(plan) {
  return plan.algorithm === "sliding_window"
    ? `per ${age(plan.window_ms / 1000)}`
    : `${number(plan.refill_tokens)} per ${age(plan.refill_period_ms / 1000)}`;
}

function row(plan, { remove }) {
  const drop = async ({ target }) => {
    const go = await confirmed(`Remove the plan of ${plan.prefix}?`, "Its keys follow the next shorter prefix from then on.", "Remove");
    if (go) {
      remove(target, plan.prefix);
    }
  };
  return el("tr", null,
    el("td", { class: "nowrap" }, plan.prefix === "" ? "every other key" : code(plan.prefix)),
    el("td", { class: "nowrap" }, WORDS[plan.algorithm]),
    el("td", { class: "number" }, number(plan.capacity)),
    el("td", { class: "nowrap" }, pace(plan)),
    el("td", { class: "nowrap" }, plan.on_failure === "open" ? "local bucket" : "refused"),
    el("td", { class: "number" }, plan.prefix !== "" && el("button", { type: "button", class: "link", click: drop, "aria-label": `Remove the plan of ${plan.prefix}` }, "Remove")));
}

function editor({ save }) {
  const prefix = el("input", { type: "text", required: true, maxlength: "255", spellcheck: "false", autocomplete: "off" });
  const algorithm = el("select", null, Object.entries(WORDS).map(([value, text]) => el("option", { value }, text)));
  const capacity = el("input", { type: "number", required: true, min: "1", value: "10" });
  const speed = el("input", { type: "number", required: true, min: "0.001", step: "any", value: "1" });
  const failure = el("select", null, el("option", { value: "open" }, "A bucket of each instance"), el("option", { value: "closed" }, "Refusal"));
  const pacing = field("Refill per second", speed);
  algorithm.addEventListener("change", () => {
    pacing.firstChild.textContent = algorithm.value === "sliding_window" ? "Window in seconds" : "Refill per second";
  });
  const submit = (event) => {
    event.preventDefault();
    save(event.submitter, prefix.value, {
      algorithm: algorithm.value,
      capacity: Number(capacity.value),
      ...(algorithm.value === "sliding_window" ? { window_ms: Math.round(Number(speed.value) * 1000) } : { refill_per_second: Number(speed.value) }),
      on_failure: failure.value,
    });
  };
  return el("details", { class: "card" },
    el("summary", null, "Make or replace a plan"),
    el("form", { class: "bar", submit },
      field("Prefix", prefix), field("Algorithm", algorithm), field("Capacity", capacity), pacing,
      field("While Redis is away", failure), el("button", { class: "primary" }, "Put in force")));
}

/** @param actions {save, remove}, each called with the button that was pressed */
export function plans(list, actions) {
  return el("section", { class: "stack", "aria-labelledby": "plans-heading" },
    el("h2", { id: "plans-heading", class: "small" }, "Plans"),
    table("Plans", ["Prefix", "Algorithm", { name: "Capacity", number: true }, "Refill", "While Redis is away", { name: el("span", { class: "hidden" }, "Actions") }],
      list.map((plan) => row(plan, actions))),
    editor(actions));
}
