import { code, el, follow } from "./dom.js";
import { example, schemaList } from "./schema.js";

const METHODS = ["get", "post", "put", "patch", "delete"];

/** All operations of an OpenAPI document. */
export function operations(document) {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({ ...item[method], method, path, id: `${method}${path}` })));
}

export function operationArticle(document, operation) {
  return el("article", { id: operation.id },
    el("h3", null,
      el("span", { class: `method ${operation.method}` }, operation.method.toUpperCase()),
      el("a", { class: "path", href: `#${operation.id}` }, operation.path),
      el("span", { class: "summary" }, operation.summary ?? "")),
    el("div", null,
      operation.description ? el("p", null, operation.description) : "",
      el("p", { class: "note" }, access(document, operation)),
      parameters(document, operation),
      requestBody(document, operation),
      el("h4", null, "Answers"), answers(document, operation),
      el("h4", null, "Try it"), el("pre", null, curl(document, operation))));
}

function access(document, operation) {
  const security = operation.security ?? document.security ?? [];
  if (security.length === 0) {
    return "Always open.";
  }
  const roles = security.flatMap((one) => one.bearer ?? []);
  if (roles.length > 0) {
    return `Needs a token with the role ${roles.join(", ")}.`;
  }
  return security.some((one) => Object.keys(one).length === 0)
    ? "Open, unless AUTH_MODE is all." : "Needs a token.";
}

function parameters(document, operation) {
  const all = (operation.parameters ?? []).map((parameter) => follow(document, parameter));
  if (all.length === 0) {
    return "";
  }
  return [el("h4", null, "Parameters"), el("table", null, el("tbody", null, all.map((parameter) => el("tr", null,
    el("th", { scope: "row" }, el("code", { class: parameter.required ? "required" : undefined }, parameter.name),
      el("span", { class: "note" }, ` ${parameter.in}`)),
    el("td", null, parameter.description ?? "", schemaList(document, parameter.schema ?? {}))))))];
}

function requestBody(document, operation) {
  const body = follow(document, operation.requestBody);
  if (!body) {
    return "";
  }
  return [el("h4", null, "Body"), Object.entries(body.content).map(([type, media]) =>
    [el("p", { class: "note" }, code(type)), schemaList(document, media.schema ?? {})])];
}

/** The operation's own answers open, those that any call can get behind one line. */
function answers(document, operation) {
  const own = [];
  const shared = [];
  for (const [status, response] of Object.entries(operation.responses)) {
    (response.$ref ? shared : own).push(answer(document, status, follow(document, response)));
  }
  return [own, shared.length > 0 ? el("details", null,
    el("summary", null, `${shared.length} that calls have in common`), el("div", null, shared)) : ""];
}

function answer(document, status, response) {
  const headers = Object.entries(response.headers ?? {});
  return el("details", null,
    el("summary", null, el("strong", null, status), ` ${response.description ?? ""}`),
    el("div", null,
      headers.length > 0 ? el("table", null, el("tbody", null, headers.map(([name, header]) => el("tr", null,
        el("th", { scope: "row" }, code(name)), el("td", null, follow(document, header).description ?? ""))))) : "",
      Object.entries(response.content ?? {}).map(([type, media]) =>
        [el("p", { class: "note" }, code(type)), media.schema ? schemaList(document, media.schema) : ""])));
}

function curl(document, operation) {
  const given = (operation.parameters ?? []).map((parameter) => follow(document, parameter));
  const value = (parameter) => encodeURIComponent(String(example(document, parameter.schema ?? {})));
  const path = given.filter((parameter) => parameter.in === "path")
    .reduce((text, parameter) => text.replace(`{${parameter.name}}`, value(parameter)), operation.path);
  const query = given.filter((parameter) => parameter.in === "query" && parameter.required)
    .map((parameter) => `${parameter.name}=${value(parameter)}`).join("&");
  const lines = [`curl${operation.method === "get" ? "" : ` -X ${operation.method.toUpperCase()}`} '${location.origin}${path}${query ? `?${query}` : ""}'`];
  if ((operation.security ?? []).some((one) => one.bearer?.length > 0)) {
    lines.push("-H \"Authorization: Bearer $TOKEN\"");
  }
  const [type, media] = Object.entries(follow(document, operation.requestBody)?.content ?? {})[0] ?? [];
  if (type) {
    lines.push(`-H 'Content-Type: ${type}'`, `-d '${JSON.stringify(example(document, media.schema ?? {})).replaceAll("'", "'\\''")}'`);
  }
  return lines.join(" \\\n  ");
}
