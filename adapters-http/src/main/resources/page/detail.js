// One order, or word that there is none.

import { filled } from "./fill.js";

const detail = document.getElementById("detail");
const placeholder = detail.querySelector(".placeholder");

export function showOrder(order) {
  const { currency } = order.payment;
  const article = filled("order", order, currency);
  article.querySelector("[data-items]").append(...order.items.map((item) => filled("item", item, currency)));
  show(article, order.order_uid);
}

export function showLost(uid) {
  show(filled("lost", { order_uid: uid }), "No such order");
}

export function showNone() {
  detail.replaceChildren(placeholder);
  document.body.classList.remove("reading");
  document.title = "Orders · Portside";
}

function show(content, title) {
  detail.replaceChildren(content);
  document.body.classList.add("reading");
  document.title = `${title} · Portside`;
  content.querySelector("h2").focus({ preventScroll: true });
  window.scrollTo({ top: 0 });
}
