// How each part does, what the process uses, and which calls are made.

import { get } from "./api.js";
import { health } from "./caches.js";
import { code, el, facts, pill } from "./dom.js";
import { age, bytes, number, rate, share } from "./format.js";
import { table } from "./panels.js";
import { figure, watched } from "./watched.js";

const ROUTES_MAX = 15;

function said(value) {
  return typeof value === "number" ? number(value) : typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

function component([name, { status, details }]) {
  const words = Object.entries(details).map(([detail, value]) => [
    detail.replaceAll("_", " ").replace(/ seconds$/, ""),
    detail.endsWith("_seconds") ? age(value) : said(value),
  ]);
  return el("article", { class: "card" },
    el("header", null, el("h2", null, name[0].toUpperCase() + name.slice(1)), pill(status)),
    facts(words));
}

function routes(list) {
  if (list.length === 0) {
    return el("p", { class: "muted" }, "Nobody called in the last minute.");
  }
  const numbers = ["Calls/s", "p50 ms", "p95 ms", "p99 ms"].map((name) => ({ name, number: true }));
  return table("Calls of the last minute", ["Call", ...numbers], list.slice(0, ROUTES_MAX).map((route) => el("tr", null,
    el("td", { class: "code nowrap" }, code(`${route.method} ${route.route || "(no such path)"}`)),
    [route.requests_per_second, route.p50_ms, route.p95_ms, route.p99_ms].map((value) => el("td", { class: "number" }, rate(value))))));
}

async function shown() {
  const [{ status, components }, performance] = await Promise.all([health(), get("/performance")]);
  return [
    el("dl", { class: "figures" },
      figure("Service", status, status === "healthy" ? "good" : "bad"),
      figure("Up for", age(performance.uptime_seconds)),
      figure("Processor", share(performance.cpu.process_load, 1)),
      figure("Memory", bytes(performance.memory.resident_bytes ?? performance.memory.heap_used_bytes)),
      figure("Calls/s", rate(performance.requests_per_second))),
    el("div", { class: "cards" }, Object.entries(components).map(component)),
    el("section", { class: "stack" }, el("h2", { class: "small" }, "Calls of the last minute"), routes(performance.routes)),
  ];
}

export function openHealth(root) {
  return watched(root, "Health", "A part whose backend is away is unhealthy; what does not need that backend goes on.", shown);
}
