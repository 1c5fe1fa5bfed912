// Fills a template from a thing's members. What comes from outside becomes text, never markup.

import { money, percent, time } from "./format.js";

function member(thing, path) {
  return path.split(".").reduce((value, name) => value?.[name], thing);
}

function setText(element, text) {
  const none = text === undefined || text === null || text === "";
  element.textContent = none ? "–" : text;
  element.classList.toggle("none", none);
}

function setTime(element, date) {
  element.dateTime = date.toISOString();
  element.title = date.toISOString();
  element.textContent = time(date);
}

/** A copy of the template's first element, its data-* attributes replaced by the members that they name. */
export function filled(template, thing, currency) {
  const root = document.getElementById(template).content.firstElementChild.cloneNode(true);
  const each = (name, set) => root.querySelectorAll(`[data-${name}]`)
    .forEach((element) => set(element, member(thing, element.dataset[name])));
  each("text", setText);
  each("money", (element, amount) => setText(element, money(amount, currency)));
  each("percent", (element, value) => { element.textContent = percent(value); });
  each("time", (element, iso) => setTime(element, new Date(iso)));
  each("seconds", (element, seconds) => setTime(element, new Date(seconds * 1000)));
  return root;
}
