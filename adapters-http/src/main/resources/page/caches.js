// What is kept in memory, and how often that helps.

import { call, get, orderStats } from "./api.js";
import { el, facts } from "./dom.js";
import { bytes, number, share } from "./format.js";
import { figure, watched } from "./watched.js";

/** Health is told by its body, whatever its status. */
export async function health() {
  try {
    return (await call("GET", "/health")).body;
  } catch (failure) {
    if (failure.status === 503 && failure.problem?.components) {
      return failure.problem;
    }
    throw failure;
  }
}

function card(title, what, hits, misses, further) {
  return el("article", { class: "card" },
    el("header", null,
      el("div", null, el("h2", null, title), el("p", { class: "muted" }, what)),
      hits !== undefined && el("p", { class: "now" }, el("span", { class: "big" }, share(hits, hits + misses)), el("span", { class: "muted" }, " hits"))),
    facts([...further, hits !== undefined && ["Hits", number(hits)], misses !== undefined && ["Misses", number(misses)]]));
}

async function shown() {
  const [orders, { components }, { memory }] = await Promise.all([orderStats(), health(), get("/performance")]);
  const products = components.products?.details ?? {};
  return [
    el("dl", { class: "figures" },
      figure("Heap in use", bytes(memory.heap_used_bytes)),
      figure("Heap at most", bytes(memory.heap_max_bytes)),
      figure("Process", bytes(memory.resident_bytes))),
    el("div", { class: "cards" },
      card("Orders", "ready to be sent, newest first", orders.hits, orders.misses, [["Cached", number(orders.cached)], ["Stored", number(orders.stored)]]),
      card("Todo pages", "ready to be sent, checked by their revision", undefined, undefined, [["Loaded from the store", number(components.todos?.details.page_loads)]]),
      products.cache_hits !== undefined && card("Products", "those that are read most", products.cache_hits, products.cache_misses, []),
      card("Buckets", components.bucket?.details.backend === "redis" ? "of this instance alone, while Redis is away" : "all of them", undefined, undefined, [
        ["Keys", number(components.bucket?.details.keys ?? components.bucket?.details.local_keys)],
      ])),
  ];
}

export function openCaches(root) {
  return watched(root, "Caches", "What is kept ready in this instance's memory. Everything but the buckets is stored elsewhere, too.", shown);
}
