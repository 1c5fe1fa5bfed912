// The calls that this page makes.

import { authorization } from "./access.js";

const TIMEOUT_MILLIS = 10_000;
const PAGE_SIZE = 50;
const EMPTY_PAGES_MAX = 20;

/** Says in one sentence why a call failed. */
export class Failure extends Error {
  constructor(message, status, problem) {
    super(message);
    this.status = status;
    this.problem = problem;
  }
}

/** Numbers become the text that was sent where the browser tells it, so that no digit is lost. */
export function exact(text) {
  return JSON.parse(text, (_, value, context) => (typeof value === "number" && context?.source ? context.source : value));
}

/** {body, next, etag} of a good answer; a {@link Failure} otherwise. */
export async function call(method, path, { json, headers, timeout = TIMEOUT_MILLIS, signal, read = JSON.parse } = {}) {
  const signals = [AbortSignal.timeout(timeout), ...(signal ? [signal] : [])];
  let response;
  let text;
  try {
    response = await fetch(path, {
      method,
      cache: "no-cache",
      headers: { ...authorization(), ...(json === undefined ? {} : { "Content-Type": "application/json" }), ...headers },
      body: json === undefined ? undefined : JSON.stringify(json),
      signal: AbortSignal.any(signals),
    });
    text = await response.text();
  } catch {
    throw new Failure("The service does not answer.", 0);
  }
  if (!response.ok) {
    throw failure(response, text);
  }
  return {
    body: text === "" ? undefined : read(text),
    next: /^<([^>]+)>; rel="next"$/.exec(response.headers.get("Link") ?? "")?.[1],
    etag: response.headers.get("ETag"),
  };
}

function failure(response, text) {
  let problem;
  try {
    problem = JSON.parse(text);
  } catch {
    return new Failure(`The service answered ${response.status}.`, response.status);
  }
  const faults = (problem.errors ?? []).map(({ pointer, detail }) => `${pointer.slice(1) || "it"} ${detail}`);
  const what = faults.length > 0 ? faults.join("; ") : problem.detail;
  return new Failure(`The service answered ${response.status}: ${what}.`, response.status, problem);
}

export const get = async (path, options) => (await call("GET", path, options)).body;
export const post = async (path, json, options) => (await call("POST", path, { json, ...options })).body;

/** The first page of the orders that match the text, or of all when it is empty. */
export function firstPage(text) {
  return `/api/orders?limit=${PAGE_SIZE}${text === "" ? "" : `&search=${encodeURIComponent(text)}`}`;
}

/** A page of orders, newest first: {orders, next}; next is the path of the page after it, if there is one. */
export async function orderPage(path, signal) {
  let page = await call("GET", path, { read: exact, signal });
  for (let empty = 0; page.body.length === 0 && page.next !== undefined && empty < EMPTY_PAGES_MAX; empty++) {
    page = await call("GET", page.next, { read: exact, signal }); // A long search comes in several pages.
  }
  return { orders: page.body, next: page.next };
}

/** The order, or undefined when there is none with this number. */
export async function findOrder(uid) {
  try {
    return await get(`/api/orders/${encodeURIComponent(uid)}`, { read: exact });
  } catch (failure) {
    if (failure.status === 404) {
      return undefined;
    }
    throw failure;
  }
}

export const orderStats = () => get("/api/stats");
