// The token that this tab acts with. It is kept in this tab's session and nowhere else.

const KEY = "portside-token";
const dialog = document.getElementById("sign-in");
const failure = document.getElementById("sign-in-failure");
const account = document.getElementById("account");
const listeners = [];
let token = stored();

function stored() {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

function keep(next) {
  token = next;
  try {
    if (next === "") {
      sessionStorage.removeItem(KEY);
    } else {
      sessionStorage.setItem(KEY, next);
    }
  } catch {
    // Storage is off; the token lasts as long as the page.
  }
  name();
  listeners.forEach((listener) => listener());
}

/** Who the token says it is of; the service alone can tell whether that is true. */
function subject() {
  try {
    const claims = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(claims), (c) => c.charCodeAt(0)))).sub;
  } catch {
    return undefined;
  }
}

function name() {
  account.textContent = token === "" ? "Sign in" : "Sign out";
  account.title = token === "" ? "" : `Acting as ${subject() ?? "the bearer of a token"}`;
}

export function authorization() {
  return token === "" ? {} : { Authorization: `Bearer ${token}` };
}

/** Called whenever another token is used, or none. */
export function onAccess(listener) {
  listeners.push(listener);
}

export function askForToken() {
  failure.hidden = true;
  document.getElementById("token").value = "";
  dialog.showModal();
}

account.addEventListener("click", () => (token === "" ? askForToken() : keep("")));
dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());

document.getElementById("sign-in-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const typed = document.getElementById("token").value.trim().replace(/^Bearer\s+/i, "");
  const fault = await refusal(typed);
  failure.textContent = fault ?? "";
  failure.hidden = fault === undefined;
  if (fault === undefined) {
    keep(typed);
    dialog.close();
  }
});

/** Whether the service answers nobody without a token. */
async function everyCallNeedsOne() {
  return (await fetch("/api/flows")).status === 401;
}

/** Why the token is of no use here, if it is not: asked by calls that change nothing. */
async function refusal(typed) {
  if (!/^[\x21-\x7e]+$/.test(typed)) {
    return "This is no token.";
  }
  try {
    const response = await fetch("/api/dead-letters?limit=1", { headers: { Authorization: `Bearer ${typed}` } });
    if (response.status === 401 || (response.status === 403 && !(await everyCallNeedsOne()))) {
      return `${(await response.json()).detail}.`;
    }
    return undefined;
  } catch {
    return "The service does not answer.";
  }
}

name();
