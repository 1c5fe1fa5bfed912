// What the console's views have in common: asking, failing, confirming, telling.

import { askForToken } from "./access.js";
import { el } from "./dom.js";

const NOTICE_MILLIS = 8_000;

/** Puts what the work makes into its place; word of why it failed otherwise. */
export async function fill(place, work) {
  place.setAttribute("aria-busy", "true");
  try {
    place.replaceChildren(...[await work()].flat());
  } catch (failure) {
    place.replaceChildren(trouble(failure, () => fill(place, work)));
  } finally {
    place.removeAttribute("aria-busy");
  }
}

/** Why something failed, and what to do about it. */
export function trouble(failure, again) {
  if (failure.status === undefined) {
    throw failure; // A fault of this page.
  }
  if (failure.status === 401 || failure.status === 403) {
    return el("div", { class: "empty", role: "alert" },
      el("h2", null, failure.status === 401 ? "For administrators" : "Not with this token"),
      el("p", null, "This needs a token with the role ", el("code", null, "admin"), "."),
      el("button", { class: "primary", type: "button", click: askForToken }, "Use a token"));
  }
  return el("div", { class: "failure", role: "alert" },
    el("p", null, failure.message),
    again && el("button", { type: "button", click: again }, "Try again"));
}

/** Does the work of a button, which cannot be pressed again meanwhile; tells what came of it. */
export async function act(button, work) {
  button.disabled = true;
  try {
    notice(await work());
  } catch (failure) {
    if (failure.status === undefined) {
      throw failure;
    }
    if (failure.status === 401) {
      askForToken();
    }
    notice(failure.message, "bad");
  } finally {
    button.disabled = false;
  }
}

/** Tells something that goes by itself. */
export function notice(text, kind = "good") {
  if (!text) {
    return;
  }
  const line = el("p", { class: `notice ${kind}` }, text);
  document.getElementById("notices").append(line);
  setTimeout(() => line.remove(), NOTICE_MILLIS);
}

/** Asks before something that cannot be taken back; true when it may go ahead. */
export function confirmed(heading, text, action) {
  const dialog = document.getElementById("confirm");
  document.getElementById("confirm-heading").textContent = heading;
  document.getElementById("confirm-text").textContent = text;
  dialog.querySelector("[data-yes]").textContent = action;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

/** The head of a view. */
export function heading(title, ...text) {
  return el("header", { class: "view-head" },
    el("h1", { tabindex: "-1" }, title),
    text.length > 0 && el("p", { class: "muted" }, text));
}

/** A field with its label. */
export function field(label, input, hint) {
  return el("label", { class: "field" }, el("span", null, label), input, hint && el("small", { class: "muted" }, hint));
}

/** A table that scrolls by itself where it is too wide. */
export function table(label, columns, rows) {
  return el("div", { class: "scroll framed", tabindex: "0", role: "group", "aria-label": label },
    el("table", null,
      el("thead", null, el("tr", null, columns.map((column) => el("th", {
        scope: "col",
        class: [column.number && "number", column.wide && "wide"].filter(Boolean).join(" ") || undefined,
      }, column.name ?? column)))),
      el("tbody", null, rows)));
}
