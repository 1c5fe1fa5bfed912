// Small charts: a line or a filled curve of the latest values, drawn as SVG.

const NS = "http://www.w3.org/2000/svg";
const WIDTH = 240;
const HEIGHT = 56;

function svg(name, attributes) {
  const element = document.createElementNS(NS, name);
  Object.entries(attributes).forEach(([attribute, value]) => element.setAttribute(attribute, value));
  return element;
}

function points(values, capacity, most) {
  const step = WIDTH / (capacity - 1);
  const left = WIDTH - (values.length - 1) * step;
  return values.map((value, i) => {
    const x = left + i * step;
    const y = HEIGHT - 2 - (value / most) * (HEIGHT - 6);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
}

/** A chart of as many values as its capacity; it is drawn again by its draw(series), newest values last. */
export class Chart {
  #capacity;
  #line = svg("path", { class: "line" });
  #area = svg("path", { class: "area" });
  #behind = svg("path", { class: "behind" });
  element = svg("svg", { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" });

  constructor(capacity, label) {
    this.#capacity = capacity;
    this.element.setAttribute("aria-label", label);
    this.element.append(this.#area, this.#behind, this.#line);
  }

  draw(values, behind) {
    const most = Math.max(1, ...values, ...behind);
    const front = points(values, this.#capacity, most);
    const back = points(behind, this.#capacity, most);
    this.#line.setAttribute("d", front.length > 1 ? `M${front.join("L")}` : "");
    this.#behind.setAttribute("d", back.length > 1 ? `M${back.join("L")}` : "");
    this.#area.setAttribute("d", front.length > 1
      ? `M${front[0].split(",")[0]},${HEIGHT}L${front.join("L")}L${WIDTH},${HEIGHT}Z`
      : "");
  }
}
