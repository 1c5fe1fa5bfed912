// The place of orders: what is sought and loaded, what is open, and what comes in.

import { findOrder, firstPage, orderPage, orderStats } from "./api.js";
import { onAccess } from "./access.js";
import { showLost, showNone, showOrder } from "./detail.js";
import { on } from "./events.js";
import { clearFailure, moveFocus, pathOf, showArrived, showFailure, showList, showStats } from "./list.js";
import { Loaded } from "./loaded.js";

const TYPING_MILLIS = 150;
const DRAWING_MILLIS = 200;
const STATS_MILLIS = 5_000;

const query = document.getElementById("query");
const loaded = new Loaded();
let current;
let visible = false;
let search = new AbortController();
let typing;
let drawing;
let begun = false;
let failed = false;
let arrived = 0;
let latest;
let fresh = new Set();
let statsAt = 0;

const sought = () => query.value.trim();

function show() {
  if (!begun) {
    return;
  }
  showList(loaded, sought(), current, fresh);
  fresh = new Set();
}

/** Does some work on the list, whose failure is shown until the next one succeeds. */
async function attempt(work) {
  try {
    await work();
    failed = false;
    clearFailure();
  } catch (failure) {
    failed = true;
    showFailure(failure);
  }
}

/** Loads what is sought; what was asked for before is of no interest any more. */
async function load() {
  search.abort();
  search = new AbortController();
  const { signal } = search;
  const text = sought();
  loaded.expect();
  await attempt(async () => {
    const page = await orderPage(firstPage(text), signal).catch((failure) => {
      if (!signal.aborted) {
        throw failure;
      }
    });
    if (page !== undefined) {
      loaded.begin(text, page);
      begun = true;
      show();
    }
  });
}

async function refreshStats() {
  statsAt = Date.now();
  showStats(await orderStats().catch(() => undefined));
}

function arrive(order) {
  arrived++;
  if (loaded.arrive(order)) {
    fresh.add(order.order_uid);
  }
  latest = order.order_uid;
  drawing ??= setTimeout(() => {
    drawing = undefined;
    showArrived(arrived, latest);
    show();
  }, DRAWING_MILLIS);
}

async function openOrder(uid) {
  let order;
  try {
    order = await findOrder(uid);
  } catch (failure) {
    showFailure(failure);
    return;
  }
  if (uid !== current) {
    return; // Another one was asked for meanwhile.
  }
  if (order === undefined) {
    showLost(uid);
  } else {
    showOrder(order);
  }
}

/** Shows the order with this number, or none. */
export function showOrders(uid) {
  const before = current;
  visible = true;
  current = uid;
  show();
  if (uid === undefined) {
    showNone();
    document.querySelector(`.row[href="${CSS.escape(pathOf(before ?? ""))}"]`)?.focus();
    return;
  }
  openOrder(uid);
}

export function leaveOrders() {
  visible = false;
  document.body.classList.remove("reading");
}

function open(uid) {
  if (uid === current) {
    showOrders(uid);
  } else {
    location.hash = pathOf(uid);
  }
}

async function lookUp() {
  const wanted = sought();
  if (wanted === "") {
    return;
  }
  clearTimeout(typing);
  await load();
  const [only, ...others] = loaded.orders;
  open(only !== undefined && others.length === 0 ? only.order_uid : wanted);
}

function press(event) {
  if (!visible || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) {
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
}

export function startOrders() {
  document.getElementById("search").addEventListener("submit", (event) => {
    event.preventDefault();
    lookUp();
  });
  document.getElementById("lookup").addEventListener("click", () => open(sought()));
  document.getElementById("retry").addEventListener("click", load);
  document.getElementById("more").addEventListener("click", () => attempt(async () => {
    loaded.append(await orderPage(loaded.next));
    show();
  }));
  document.getElementById("publish").textContent = `bin/portside publish-orders --url ${location.origin}`;
  query.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(load, TYPING_MILLIS);
  });
  document.addEventListener("keydown", press);
  onAccess(load);
  on("order", arrive);
  on("reset", load);
  on("open", () => failed && load());
  // Without events the list is read again each time that the stream is tried again.
  on("standing", (standing) => (standing === "away" || standing === "locked") && load());
  on("flows", () => visible && Date.now() - statsAt > STATS_MILLIS && refreshStats());
}
