// What every page does: ask the API with the browser's session, and say in words what went wrong.
import {word, words} from "/web/words.js";

export const at = id => document.getElementById(id);

/** The answer's body; throws an Error with the problem's words, its code and its parameter. */
export async function ask(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: {"X-Session": "cookie", ...(body === undefined ? {} : {"Content-Type": "application/json"})},
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  const value = text ? JSON.parse(text) : {};
  if (!answer.ok) {
    const error = new Error(value.detail || answer.statusText);
    error.status = answer.status;
    error.code = (value.type || "").split(":").pop();
    error.parameter = value.parameter;
    error.problem = value;
    throw error;
  }
  return {value, next: answer.headers.get("X-Next")};
}

/** Has a form, or a button, do that; meanwhile it cannot be sent again, and what goes wrong is said. */
export function does(element, work) {
  const form = element.tagName === "FORM";
  element.addEventListener(form ? "submit" : "click", async event => {
    event.preventDefault();
    const button = form ? element.querySelector("button[type=submit]") : element;
    button.disabled = true;
    say("");
    try {
      await work(event);
    } catch (error) {
      wrong(error);
    } finally {
      button.disabled = false;
    }
  });
}

export function wrong(error) {
  at("wrong").textContent = error.message;
  if (error.parameter && at(error.parameter)) at(error.parameter).focus();
}

export function say(text) {
  at("wrong").textContent = "";
  at("said").textContent = text;
}

/** Shows one step of a page, and none of the others. */
export function step(id) {
  for (const section of document.querySelectorAll("section")) section.hidden = section.id !== id;
  at(id).querySelector("input, button")?.focus();
}

let then = new URLSearchParams(location.search).get("next");

/** Has that be where to go then, whatever the address says. */
export function after(path) {
  then = path;
}

/** Where they wanted to go: a path of ours, and nothing else. */
export function wanted(path) {
  const url = new URL(path && path !== "/account" ? path : then || "/account", location.origin);
  return url.origin === location.origin ? url.pathname + url.search + url.hash : "/account";
}

/** Goes there. */
export function next(path) {
  location.assign(wanted(path));
}

export function item(text, action, work) {
  const li = document.createElement("li");
  const span = document.createElement("span");
  span.textContent = text;
  li.append(span);
  if (action) {
    const button = document.createElement("button");
    button.className = "plain";
    button.textContent = action;
    does(button, work);
    li.append(button);
  }
  return li;
}

/** A box to agree to one document with. */
export function agreed(one) {
  const label = document.createElement("label");
  label.className = "check";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.required = true;
  box.id = one.kind;
  label.append(box, word("agree") + one.title + " (" + one.version + ")");
  return label;
}

words();
