/** Makes an element. Children are elements, texts or lists of them; nothing becomes markup that came as text. */
export function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") {
      element.addEventListener(attribute, value);
    } else if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(attribute, value === true ? "" : value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

/** A list of names and values; what is not known is a dash. */
export function facts(pairs) {
  return el("dl", { class: "pairs" }, pairs.filter(Boolean).map(([name, value]) => [
    el("dt", null, name),
    el("dd", null, value === undefined || value === null || value === "" ? el("span", { class: "none" }, "–") : value),
  ]));
}

/** A word in a colour of its own; the word says all that the colour does. */
export function pill(word, kind = word) {
  return el("span", { class: `pill ${kind}` }, word);
}

export function code(text) {
  return el("bdi", { class: "code" }, text);
}

/** Something to read where there is nothing else. */
export function empty(heading, ...text) {
  return el("div", { class: "empty" }, el("h2", null, heading), text.map((line) => el("p", null, line)));
}
