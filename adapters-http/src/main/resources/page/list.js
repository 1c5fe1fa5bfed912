// The list of orders: rows, the state when there are none, failures.

import { el } from "./dom.js";
import { count, time } from "./format.js";
import { filled } from "./fill.js";

const element = (id) => document.getElementById(id);
const since = new Date();

export function pathOf(uid) {
  return `#/orders/${encodeURIComponent(uid)}`;
}

function row(order, current, fresh) {
  const item = filled("row", order, order.payment.currency);
  const link = item.querySelector("a");
  link.href = pathOf(order.order_uid);
  link.classList.toggle("fresh", fresh.has(order.order_uid));
  if (order.order_uid === current) {
    link.setAttribute("aria-current", "true");
  }
  return item;
}

/**
 * Shows the loaded orders; whoever had the focus keeps it.
 *
 * @param fresh the uids of those that came since the list was shown last
 */
export function showList(loaded, text, current, fresh) {
  const focused = document.activeElement?.matches(".row") ? document.activeElement.getAttribute("href") : undefined;
  const { orders, next } = loaded;
  element("rows").replaceChildren(...orders.map((order) => row(order, current, fresh)));
  element("empty").hidden = orders.length > 0 || text !== "";
  element("unmatched").hidden = text === "" || orders.length > 0;
  element("more").hidden = next === undefined;
  element("count").textContent = orders.length === 0
    ? ""
    : `${next === undefined ? "" : "Newest "}${count(orders.length, "order")}${text === "" ? "" : " found"}`;
  if (focused !== undefined) {
    [...element("rows").querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
  }
}

/** Tells of orders that came while the page was open, wherever in the list they belong. */
export function showArrived(number, latest) {
  element("arrived").hidden = false;
  element("arrived").replaceChildren(
    `${count(number, "order")} arrived since ${time(since)}, the latest is `,
    el("a", { href: pathOf(latest), class: "code" }, el("bdi", null, latest)),
  );
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

/** @param stats undefined when they cannot be told now */
export function showStats(stats) {
  element("stats").textContent = stats === undefined
    ? ""
    : `${count(stats.stored, "order")} stored · ${stats.consumer.connected ? "feed connected" : "feed not connected"}`;
}
