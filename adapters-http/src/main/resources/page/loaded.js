// The orders that the list shows, newest first: those that match what is sought, as far as they are loaded.

import { firstPage } from "./api.js";

const SHOWN_MAX = 500;

const newestFirst = (a, b) => new Date(b.date_created) - new Date(a.date_created)
  || (a.order_uid < b.order_uid ? 1 : -1);

export class Loaded {
  #byUid = new Map();
  #sorted = [];
  #text = "";
  #meanwhile;
  next;

  get orders() {
    return this.#sorted;
  }

  /** A first page is asked for; what arrives from now on may not be on it. */
  expect() {
    this.#meanwhile = [];
  }

  /** Begins anew with the first page that was asked for last. */
  begin(text, { orders, next }) {
    const meanwhile = this.#meanwhile ?? [];
    this.#meanwhile = undefined;
    this.#text = text.toLowerCase();
    this.#byUid.clear();
    this.append({ orders, next });
    meanwhile.forEach((order) => this.arrive(order));
  }

  /** Takes the page after the last one. */
  append({ orders, next }) {
    this.next = next;
    orders.forEach((order) => this.#byUid.set(order.order_uid, order));
    this.#sort();
  }

  /** Takes an order that was stored just now; false when it is known, does not match, or is older than what is loaded. */
  arrive(order) {
    this.#meanwhile?.push(order);
    this.#meanwhile?.splice(0, this.#meanwhile.length - SHOWN_MAX);
    const oldest = this.#sorted.at(-1);
    const below = this.next !== undefined && oldest !== undefined && newestFirst(order, oldest) > 0;
    if (this.#byUid.has(order.order_uid) || below || !this.#matches(order)) {
      return false;
    }
    this.#byUid.set(order.order_uid, order);
    this.#sort();
    if (this.#sorted.length > SHOWN_MAX) {
      this.#sorted.splice(SHOWN_MAX).forEach(({ order_uid: uid }) => this.#byUid.delete(uid));
      this.next = `${firstPage(this.#text)}&after=${encodeURIComponent(this.#sorted.at(-1).order_uid)}`;
    }
    return true;
  }

  #matches(order) {
    return [order.order_uid, order.track_number, order.customer_id, order.delivery.name]
      .some((text) => text.toLowerCase().includes(this.#text));
  }

  #sort() {
    this.#sorted = [...this.#byUid.values()].sort(newestFirst);
  }
}
