// Leads to the place that the address names, and shows how the stream of events does.

import { showConsole, leaveConsole, startConsole } from "./console.js";
import { listen, on } from "./events.js";
import { leaveOrders, showOrders, startOrders } from "./orders.js";

const STANDINGS = {
  live: "Live",
  connecting: "Connecting…",
  away: "Not connected",
  locked: "Needs a token",
  resting: "Paused",
};

const live = document.getElementById("live");

/** What the address names: its parts after #, decoded. */
function address() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  return { parts: path.split("/").filter((part) => part !== "").map(decoded), query: new URLSearchParams(query) };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function follow() {
  if (location.hash !== "" && !location.hash.startsWith("#/")) {
    return; // A place within what is shown.
  }
  const { parts: [place, ...rest], query } = address();
  const inConsole = place === "console";
  document.getElementById("orders-place").hidden = inConsole;
  document.getElementById("console-place").hidden = !inConsole;
  for (const link of document.querySelectorAll("[data-place]")) {
    if ((link.dataset.place === "console") === inConsole) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }
  if (inConsole) {
    leaveOrders();
    showConsole(rest, query);
  } else {
    leaveConsole();
    showOrders(place === "orders" ? rest[0] : undefined);
  }
}

on("standing", (standing) => {
  live.className = `live ${standing}`;
  live.textContent = STANDINGS[standing];
});
addEventListener("hashchange", follow);
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // The address belongs to the places.
  document.getElementById("main").focus();
});

startOrders();
startConsole();
follow();
listen();
