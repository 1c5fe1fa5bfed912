// The orders that this page has loaded, newest first.

const newestFirst = (a, b) => new Date(b.date_created) - new Date(a.date_created)
  || (a.order_uid < b.order_uid ? 1 : -1);

export class Loaded {
  #byUid = new Map();
  #sorted = [];
  next;

  get size() {
    return this.#byUid.size;
  }

  find(uid) {
    return this.#byUid.get(uid);
  }

  /** Takes a fresh first page; true when it brought anything new. */
  refresh({ orders, next }) {
    const fresh = orders.filter((order) => !this.#byUid.has(order.order_uid));
    if (fresh.length === 0) {
      return false;
    }
    if (fresh.length === orders.length) {
      // Nothing in common with what is loaded: there may be a gap between them, so it starts anew.
      this.#byUid.clear();
      this.next = next;
    }
    this.#add(fresh);
    return true;
  }

  /** Takes the page after the last one. */
  append({ orders, next }) {
    this.next = next;
    this.#add(orders);
  }

  #add(orders) {
    orders.forEach((order) => this.#byUid.set(order.order_uid, order));
    this.#sorted = [...this.#byUid.values()].sort(newestFirst);
  }

  /** Those whose number, track number or customer contains the query. */
  matching(query) {
    const wanted = query.toLowerCase();
    return this.#sorted.filter((order) => [order.order_uid, order.track_number, order.delivery.name]
      .some((text) => text.toLowerCase().includes(wanted)));
  }
}
