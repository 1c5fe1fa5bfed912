// The stream of events. Unlike a browser's own client it sends a token, and rests while nobody looks.

import { authorization, onAccess } from "./access.js";
import { exact } from "./api.js";

const RETRY_MILLIS = 500;
const RETRY_MILLIS_MAX = 15_000;
const SILENCE_MILLIS_MAX = 40_000;

const listeners = new Map();
let lastId;
let resumed = false;
let current;

/**
 * Calls the listener with the data of each event of this type. "standing" tells how the stream itself does; "reset" that
 * something may have been missed: the stream can't go on where it stopped, or begins.
 */
export function on(type, listener) {
  listeners.set(type, [...(listeners.get(type) ?? []), listener]);
}

function emit(type, data) {
  (listeners.get(type) ?? []).forEach((listener) => listener(data));
}

function take(block) {
  let type = "message";
  const data = [];
  for (const line of block.split("\n")) {
    const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field === "event") {
      type = value;
    } else if (field === "id") {
      lastId = value;
    } else if (field === "data") {
      data.push(value);
    }
  }
  if (data.length > 0) {
    emit(type === "open" && !resumed ? "reset" : type, (type === "order" ? exact : JSON.parse)(data.join("\n")));
  }
}

/** Reads until the stream ends or fails, or is silent for too long. */
async function read(controller) {
  let silence;
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(() => controller.abort(), SILENCE_MILLIS_MAX);
  };
  heard();
  resumed = lastId !== undefined;
  try {
    const headers = { Accept: "text/event-stream", ...authorization(), ...(lastId ? { "Last-Event-ID": lastId } : {}) };
    const response = await fetch("/api/events", { headers, cache: "no-store", signal: controller.signal });
    if (!response.ok) {
      return response.status;
    }
    emit("standing", "live");
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      heard();
      const blocks = (text + piece.value).split("\n\n");
      text = blocks.pop();
      blocks.forEach(take);
    }
    return 200;
  } catch {
    return 0;
  } finally {
    clearTimeout(silence);
  }
}

async function follow(run) {
  let delay = RETRY_MILLIS;
  emit("standing", "connecting");
  while (current === run) {
    run.controller = new AbortController();
    const status = await read(run.controller);
    if (current !== run) {
      return;
    }
    delay = status === 200 ? RETRY_MILLIS : Math.min(RETRY_MILLIS_MAX, delay * 2);
    emit("standing", status === 401 || status === 403 ? "locked" : "away");
    await new Promise((resolve) => {
      run.retry = setTimeout(resolve, delay * (0.5 + Math.random() / 2));
    });
  }
}

function stop() {
  const run = current;
  current = undefined;
  run?.controller?.abort();
  clearTimeout(run?.retry);
}

function start() {
  stop();
  current = {};
  follow(current);
}

/** Follows from now on, except while the page is hidden. */
export function listen() {
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      stop();
      emit("standing", "resting");
    } else {
      start();
    }
  });
  addEventListener("pagehide", stop);
  onAccess(start);
  if (!document.hidden) {
    start();
  }
}
