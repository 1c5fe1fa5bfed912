// The list of orders: rows, the state when there are none, failures.

import { count } from "./format.js";
import { filled } from "./fill.js";

const element = (id) => document.getElementById(id);

export function pathOf(uid) {
  return `#/orders/${encodeURIComponent(uid)}`;
}

function row(order, current) {
  const item = filled("row", order, order.payment.currency);
  const link = item.querySelector("a");
  link.href = pathOf(order.order_uid);
  if (order.order_uid === current) {
    link.setAttribute("aria-current", "true");
  }
  return item;
}

/** Shows the loaded orders that match; whoever had the focus keeps it. */
export function showList(loaded, query, current) {
  const focused = document.activeElement?.matches(".row") ? document.activeElement.getAttribute("href") : undefined;
  const matching = loaded.matching(query);
  element("rows").replaceChildren(...matching.map((order) => row(order, current)));
  element("empty").hidden = loaded.size > 0 || query !== "";
  element("unmatched").hidden = query === "" || matching.length > 0;
  element("more").hidden = loaded.next === undefined;
  element("count").textContent = loaded.size === 0
    ? ""
    : query === "" ? `${count(loaded.size, "order")} loaded` : `${matching.length} of ${count(loaded.size, "order")}`;
  if (focused !== undefined) {
    [...element("rows").querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
  }
}

/** Moves the focus by so many rows from the row that has it. */
export function moveFocus(by) {
  const links = [...element("rows").querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  links[Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
}

export function showFailure(failure) {
  if (element("failure").hidden || element("failure-text").textContent !== failure.message) {
    element("failure-text").textContent = failure.message;
    element("failure").hidden = false;
  }
}

export function clearFailure() {
  element("failure").hidden = true;
}

export function showStats({ stored, consumer }) {
  const dead = Number(consumer.dead_letters);
  element("stats").textContent = [
    `${count(stored, "order")} stored`,
    consumer.connected ? "feed connected" : "feed not connected",
    ...(dead > 0 ? [count(dead, "dead letter")] : []),
  ].join(" · ");
}
