import { code, el, follow } from "./dom.js";
import { example, schemaList } from "./schema.js";

/** All operations of an AsyncAPI document, each with its channel. */
export function messageOperations(document) {
  return Object.entries(document.operations).map(([name, operation]) => ({
    id: name, action: operation.action, summary: operation.summary, channel: follow(document, operation.channel),
  }));
}

export function messageArticle(document, operation) {
  const { channel } = operation;
  return el("article", { id: operation.id },
    el("h3", null,
      el("span", { class: `method ${operation.action}` }, operation.action.toUpperCase()),
      el("a", { class: "path", href: `#${operation.id}` }, channel.address),
      el("span", { class: "summary" }, operation.summary ?? "")),
    el("div", null,
      el("p", null, channel.description ?? ""),
      el("p", { class: "note" }, "Named by the setting ", code(channel.title), "."),
      Object.values(channel.messages).map((message) => contents(document, follow(document, message)))));
}

function contents(document, message) {
  return [
    el("h4", null, message.title), el("p", null, message.summary ?? ""),
    el("h4", null, "Headers"), schemaList(document, message.headers),
    el("h4", null, "Payload"), schemaList(document, message.payload),
    el("pre", null, JSON.stringify(example(document, message.payload), null, 2)),
  ];
}
