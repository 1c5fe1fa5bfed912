// The calls that this page makes.

const TIMEOUT_MILLIS = 10_000;
const PAGE_SIZE = 50;

/** Says in one sentence why a call failed. */
export class Failure extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** Numbers become the text that was sent where the browser tells it, so that no digit is lost. */
function exact(text) {
  return JSON.parse(text, (_, value, context) => (typeof value === "number" && context?.source ? context.source : value));
}

async function get(path) {
  let response;
  let text;
  try {
    response = await fetch(path, { cache: "no-cache", signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
    text = await response.text();
  } catch {
    throw new Failure("The service does not answer.", 0);
  }
  if (!response.ok) {
    throw new Failure(reason(response, text), response.status);
  }
  return { body: exact(text), next: nextPage(response.headers.get("Link")) };
}

function reason(response, text) {
  try {
    return `The service answered ${response.status}: ${JSON.parse(text).detail}.`;
  } catch {
    return `The service answered ${response.status}.`;
  }
}

function nextPage(link) {
  return /^<([^>]+)>; rel="next"$/.exec(link ?? "")?.[1];
}

/** A page of orders, newest first: {orders, next}; next is the path of the page after it, if there is one. */
export async function orderPage(path = `/api/orders?limit=${PAGE_SIZE}`) {
  const { body, next } = await get(path);
  return { orders: body, next };
}

/** The order, or undefined when there is none with this number. */
export async function findOrder(uid) {
  try {
    return (await get(`/api/orders/${encodeURIComponent(uid)}`)).body;
  } catch (failure) {
    if (failure.status === 404) {
      return undefined;
    }
    throw failure;
  }
}

export async function orderStats() {
  return (await get("/api/stats")).body;
}
