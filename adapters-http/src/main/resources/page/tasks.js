// Finds the task behind a 202, and waits for its end.

import { call } from "./api.js";
import { code, el, facts, pill } from "./dom.js";
import { timeExact } from "./format.js";
import { field, fill, heading } from "./panels.js";

const WAIT_SECONDS = 20;

/** Looked up while this page was open, the latest first. */
const recent = [];

function shown(task) {
  return el("article", { class: "card" },
    el("header", null,
      el("div", null, el("h2", null, code(task.kind)), el("p", { class: "muted" }, code(task.task_id))),
      pill(task.status)),
    task.status === "pending" && el("p", { class: "muted", role: "status" }, "Waiting for its end…"),
    facts([
      ["Reason", task.reason],
      ["Accepted", timeExact(task.accepted_at)],
      ["Finished", task.finished_at && timeExact(task.finished_at)],
      task.status === "dead" && ["What now", el("a", { href: "#/console/dead-letters" }, "See the dead letters")],
    ]));
}

async function find(id, wait) {
  const headers = wait ? { Prefer: `wait=${WAIT_SECONDS}` } : {};
  return (await call("GET", `/tasks/${encodeURIComponent(id)}`, { headers, timeout: (WAIT_SECONDS + 10) * 1000 })).body;
}

export function openTasks(root, { rest: [id] }) {
  let open = true;
  const input = el("input", { type: "text", required: true, maxlength: "255", spellcheck: "false", autocomplete: "off", value: id });
  const result = el("div", { class: "result" });
  const show = (event) => {
    event.preventDefault();
    location.hash = `#/console/tasks/${encodeURIComponent(input.value.trim())}`;
  };
  root.append(
    heading("Tasks", "Every 202 names a task in its Location. Its id leads to what became of the work."),
    el("form", { class: "bar", submit: show }, field("Task id", input), el("button", { class: "primary" }, "Find")),
    result,
    recent.length === 0 ? "" : el("section", { class: "stack" },
      el("h2", { class: "small" }, "Looked up before"),
      el("ul", { class: "plain" }, recent.map((each) => el("li", null,
        el("a", { href: `#/console/tasks/${encodeURIComponent(each)}`, class: "code" }, each))))));
  const follow = async () => {
    await fill(result, async () => shown(await find(id, false)));
    while (open && result.querySelector(".pill.pending")) {
      await fill(result, async () => shown(await find(id, true)));
    }
  };
  if (id !== undefined) {
    recent.splice(0, recent.length, id, ...recent.filter((each) => each !== id).slice(0, 9));
    follow();
  }
  return () => {
    open = false;
  };
}
