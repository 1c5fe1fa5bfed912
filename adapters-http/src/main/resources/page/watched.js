// A view of figures that is read again every few seconds while it is open.

import { el } from "./dom.js";
import { fill, heading } from "./panels.js";

const LOOK_MILLIS = 3_000;

/** Opens a view whose content the work makes anew; gives what closes it. */
export function watched(root, title, text, work) {
  const place = el("div");
  root.append(heading(title, text), place);
  const look = () => {
    if (!document.hidden && !place.contains(document.activeElement)) {
      fill(place, work);
    }
  };
  const timer = setInterval(look, LOOK_MILLIS);
  look();
  return () => clearInterval(timer);
}

export function figure(term, value, kind = "") {
  return el("div", { class: `figure ${kind}` }, el("dt", null, term), el("dd", null, value));
}
