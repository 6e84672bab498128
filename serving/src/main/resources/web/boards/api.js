// Asks the API, as whoever the browser's session or a token in the address says.
import {useCallback, useEffect, useState} from "preact/hooks";

const KEY = "token";

/** A link may bring a token behind its #, which no server and no log sees; it is good for this tab. */
export function takeToken() {
  const brought = new URLSearchParams(location.hash.slice(1)).get(KEY);
  if (brought) {
    sessionStorage.setItem(KEY, brought);
    history.replaceState(null, "", location.pathname + location.search);
  }
}

export function headers(more = {}) {
  const token = sessionStorage.getItem(KEY);
  return {...(token ? {Authorization: "Bearer " + token} : {"X-Session": "cookie"}), ...more};
}

/** The answer's body; throws an Error with the problem's words, its status and its code. */
export async function ask(method, path, body, more = {}) {
  const json = body === undefined ? {} : {"Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID()};
  const answer = await fetch(path, {method, headers: headers({...json, "Accept-Language": document.documentElement.lang}), body: body === undefined ? undefined : JSON.stringify(body), ...more});
  const text = await answer.text();
  const value = text ? JSON.parse(text) : {};
  if (!answer.ok) {
    const error = new Error(value.detail || value.title || answer.statusText);
    error.status = answer.status;
    error.code = (value.type || "").split(":").pop();
    throw error;
  }
  return value;
}

export const get = path => ask("GET", path);

const known = new Map();
const MOST_KNOWN = 300;

/**
 * What a path answers: {value, error, at, busy, again}. What was known before is shown at once, and asked for anew;
 * if that fails it stays, with the error beside it.
 */
export function useAnswer(path, everyMillis = 0) {
  const [, redraw] = useState(0);
  const answer = path ? known.get(path) : undefined;
  const load = useCallback(async () => {
    if (!path) return;
    try {
      const value = await get(path);
      known.delete(path);
      known.set(path, {value, at: Date.now()});
      if (known.size > MOST_KNOWN) known.delete(known.keys().next().value);
    } catch (error) {
      known.set(path, {...known.get(path), error});
    }
    redraw(n => n + 1);
  }, [path]);
  useEffect(() => {
    load();
    if (!everyMillis) return undefined;
    const timer = setInterval(() => document.hidden || load(), everyMillis);
    return () => clearInterval(timer);
  }, [load, everyMillis]);
  return {...answer, busy: !answer, again: load};
}
