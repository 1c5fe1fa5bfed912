// Wires the page: where it is (the address after #), the search, the keyboard, and looking again.

import { findOrder, orderPage, orderStats } from "./api.js";
import { showLost, showNone, showOrder } from "./detail.js";
import { clearFailure, moveFocus, pathOf, showFailure, showList, showStats } from "./list.js";
import { Loaded } from "./loaded.js";

const LOOK_AGAIN_MILLIS = 5_000;

const query = document.getElementById("query");
const more = document.getElementById("more");
const loaded = new Loaded();
let current;

const show = () => showList(loaded, query.value.trim(), current);

async function attempt(work) {
  try {
    await work();
    clearFailure();
  } catch (failure) {
    showFailure(failure);
  }
}

async function refresh() {
  const [page, stats] = await Promise.all([orderPage(), orderStats()]);
  showStats(stats);
  if (loaded.refresh(page) || loaded.size === 0) {
    show();
  }
}

async function lookAgain() {
  if (!document.hidden) {
    await attempt(refresh);
  }
  setTimeout(lookAgain, LOOK_AGAIN_MILLIS);
}

/** The order number that the address names, if it names one. */
function uidOf(address) {
  const encoded = /^#\/orders\/(.+)$/.exec(address)?.[1];
  try {
    return encoded && decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

/** Shows what the address names. */
async function follow() {
  if (location.hash !== "" && !location.hash.startsWith("#/")) {
    return; // A place on this page.
  }
  const before = current;
  current = uidOf(location.hash);
  show();
  if (current === undefined) {
    showNone();
    document.querySelector(`.row[href="${CSS.escape(pathOf(before ?? ""))}"]`)?.focus();
    return;
  }
  const wanted = current;
  await attempt(async () => {
    const order = loaded.find(wanted) ?? await findOrder(wanted);
    if (wanted !== current) {
      return; // Another one was asked for meanwhile.
    }
    if (order === undefined) {
      showLost(wanted);
    } else {
      showOrder(order);
    }
  });
}

function open(uid) {
  if (uid === current) {
    follow();
  } else {
    location.hash = pathOf(uid);
  }
}

function lookUp() {
  const wanted = query.value.trim();
  if (wanted !== "") {
    const [match, ...others] = loaded.matching(wanted);
    open(match !== undefined && others.length === 0 ? match.order_uid : wanted);
  }
}

document.getElementById("search").addEventListener("submit", (event) => {
  event.preventDefault();
  lookUp();
});
document.getElementById("lookup").addEventListener("click", () => open(query.value.trim()));
document.getElementById("retry").addEventListener("click", () => attempt(refresh));
query.addEventListener("input", show);
more.addEventListener("click", () => attempt(async () => {
  loaded.append(await orderPage(loaded.next));
  show();
}));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const inList = document.activeElement?.matches(".row");
  if (event.key === "/" && document.activeElement !== query) {
    event.preventDefault();
    query.focus();
  } else if (event.key === "Escape" && current !== undefined && document.activeElement !== query) {
    location.hash = "#/";
  } else if ((event.key === "ArrowDown" && (inList || document.activeElement === query)) || (event.key === "ArrowUp" && inList)) {
    event.preventDefault();
    moveFocus(event.key === "ArrowDown" ? 1 : -1);
  }
});

document.getElementById("publish").textContent = `bin/portside publish-orders --url ${location.origin}`;
addEventListener("hashchange", follow);
document.addEventListener("visibilitychange", () => document.hidden || attempt(refresh));

await lookAgain();
await follow();
