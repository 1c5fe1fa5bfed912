import { el } from "./dom.js";
import { messageArticle, messageOperations } from "./messages.js";
import { operationArticle, operations } from "./operations.js";

const content = document.getElementById("content");
const contents = document.getElementById("contents");
const state = document.getElementById("state");
const filter = document.getElementById("filter");

async function read(path) {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  if (!answer.ok) {
    throw new Error(`${path} answered ${answer.status}`);
  }
  return answer.json();
}

function section(title, description, entries) {
  content.append(el("section", null, el("h2", null, title), description ? el("p", null, description) : "",
    entries.map((entry) => entry.article)));
  contents.append(el("section", null, el("h2", null, title), el("ul", null, entries.map((entry) => el("li", null,
    el("a", { href: `#${entry.article.id}` },
      el("span", { class: `method ${entry.label}` }, entry.label.toUpperCase()), entry.name))))));
}

function draw(openapi, asyncapi) {
  const all = operations(openapi);
  for (const tag of openapi.tags) {
    section(tag.name, tag.description, all.filter((operation) => operation.tags?.includes(tag.name)).map((operation) => ({
      label: operation.method, name: operation.path, article: operationArticle(openapi, operation),
    })));
  }
  section("messages", asyncapi.info.description, messageOperations(asyncapi).map((operation) => ({
    label: operation.action, name: operation.channel.address, article: messageArticle(asyncapi, operation),
  })));
}

/** Hides what does not contain every word. */
function applyFilter() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const article of content.querySelectorAll("article")) {
    const text = article.querySelector("h3").textContent.toLowerCase();
    article.hidden = !words.every((word) => text.includes(word));
    contents.querySelector(`a[href="#${CSS.escape(article.id)}"]`)?.parentElement.toggleAttribute("hidden", article.hidden);
  }
  for (const part of document.querySelectorAll("main > section, #contents > section")) {
    part.hidden = !part.querySelector("article:not([hidden]), li:not([hidden])");
  }
}

try {
  draw(...await Promise.all([read("/openapi"), read("/asyncapi")]));
  state.remove();
  filter.addEventListener("input", applyFilter);
  if (location.hash) {
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }
} catch (failure) {
  state.textContent = `The interface could not be loaded: ${failure.message}`;
}
