/** Makes an element; children are elements, texts or lists of them, and nothing becomes markup that came as text. */
export function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes ?? {})) {
    if (value !== undefined && value !== false) {
      element.setAttribute(attribute, value === true ? "" : value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== ""));
  return element;
}

export function code(text) {
  return el("code", null, text);
}

/** What a reference in this document leads to; anything else stays itself. */
export function follow(document, value) {
  if (!value?.$ref) {
    return value;
  }
  const parts = value.$ref.split("/").slice(1);
  const names = parts.map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"));
  return follow(document, names.reduce((node, name) => node[name], document));
}
