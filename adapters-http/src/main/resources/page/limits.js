// Rate limits: a probe for one key's bucket, and the plans.

import { call, post, get } from "./api.js";
import { code, el } from "./dom.js";
import { number } from "./format.js";
import { act, field, fill, heading } from "./panels.js";
import { plans } from "./plans.js";

function standing(bucket) {
  const allowed = bucket.allowed;
  return el("div", { class: "standing" },
    el("p", { class: `verdict ${allowed ? "good" : "bad"}` }, allowed ? "Allowed" : "Denied"),
    el("meter", { min: "0", max: String(bucket.capacity), value: String(bucket.tokens), "aria-label": "Tokens left" }),
    el("p", null, `${number(bucket.tokens)} of ${number(bucket.capacity)} tokens`),
    el("p", { class: "muted" }, [
      bucket.refill_per_second !== undefined && `${number(bucket.refill_per_second)} come back each second`,
      bucket.retry_after_ms > 0 && `try again in ${number(bucket.retry_after_ms)} ms`,
      bucket.reset_after_ms > 0 && `full in ${number(bucket.reset_after_ms)} ms`,
    ].filter(Boolean).join(" · ")));
}

/** A denial is an answer like any other. */
async function asked(work) {
  try {
    return await work();
  } catch (failure) {
    if (failure.status === 429 && failure.problem?.capacity !== undefined) {
      return failure.problem;
    }
    throw failure;
  }
}

function probe() {
  const key = el("input", { type: "text", required: true, maxlength: "255", spellcheck: "false", autocomplete: "off" });
  const tokens = el("input", { type: "number", required: true, min: "1", value: "1" });
  const result = el("div", { class: "result", role: "status" });
  const query = (withTokens) => `key=${encodeURIComponent(key.value)}${withTokens ? `&tokens=${tokens.value}` : ""}`;
  const ways = {
    check: () => get(`/api/bucket/check?${query(true)}`),
    consume: () => post(`/api/bucket/consume?${query(true)}`),
    reset: () => post(`/api/bucket/reset?${query(false)}`),
  };
  const ask = (event) => {
    event.preventDefault();
    const way = ways[event.submitter?.value ?? "check"];
    fill(result, async () => standing(await asked(way)));
  };
  return el("section", { class: "card", "aria-labelledby": "probe-heading" },
    el("header", null, el("div", null,
      el("h2", { id: "probe-heading" }, "Probe a bucket"),
      el("p", { class: "muted" }, "Looking takes nothing; taking and refilling are real."))),
    el("form", { class: "bar", submit: ask },
      field("Key", key), field("Tokens", tokens),
      el("button", { value: "check", class: "primary" }, "Look"),
      el("button", { value: "consume" }, "Take"),
      el("button", { value: "reset" }, "Refill")),
    result);
}

export function openLimits(root) {
  const place = el("div");
  const show = () => fill(place, async () => plans((await get("/api/bucket/plans")).plans, {
    save: (button, prefix, terms) => act(button, async () => {
      await call("PUT", `/api/bucket/plans/${encodeURIComponent(prefix)}`, { json: terms });
      await show();
      return `The plan of ${prefix} is in force.`;
    }),
    remove: (button, prefix) => act(button, async () => {
      await call("DELETE", `/api/bucket/plans/${encodeURIComponent(prefix)}`);
      await show();
      return `The plan of ${prefix} is gone.`;
    }),
  }));
  root.append(
    heading("Rate limits", "A key's bucket follows the plan with the longest prefix that fits it; ", code("calls:"), " limits this service's own calls."),
    probe(), place);
  show();
}
