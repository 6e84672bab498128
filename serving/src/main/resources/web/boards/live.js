// Live values: one connection for the page, read as it streams, opened anew when it breaks.
import {useEffect, useState} from "preact/hooks";
import {headers} from "./api.js";

const values = new Map();
const readers = new Set();
let wanted = "";
let stop = () => {};
let state = "off";

const key = v => [v.kpi, v.measure, v.zone, v.grain, v.by].join("|");

function tell() {
  readers.forEach(reader => reader());
}

/** Follows these KPIs in that zone from now on. */
export function follow(ids, zone) {
  const next = ids.length ? "/v1/kpis/stream?ids=" + [...new Set(ids)].sort().join(",") + "&zone=" + encodeURIComponent(zone) : "";
  if (next === wanted) return;
  stop();
  wanted = next;
  if (next) stop = open(next);
  else state = "off";
}

function open(path) {
  const ending = new AbortController();
  let waits = 1000;
  let last = "";
  (async () => {
    while (!ending.signal.aborted) {
      try {
        const answer = await fetch(path, {headers: headers(last ? {"Last-Event-ID": last} : {}), signal: ending.signal});
        if (answer.status === 401 || answer.status === 403) return;
        if (!answer.ok) throw new Error(answer.status);
        state = "live";
        tell();
        await read(answer.body.getReader(), id => { waits = 1000; last = id; });
      } catch {
        if (ending.signal.aborted) return;
      }
      state = "lost";
      tell();
      await new Promise(done => setTimeout(done, waits * (1 + Math.random())));
      waits = Math.min(waits * 2, 30000);
    }
  })();
  return () => ending.abort();
}

async function read(stream, seen) {
  const text = new TextDecoder();
  let rest = "";
  let due = null;
  for (;;) {
    const {done, value} = await stream.read();
    if (done) return;
    rest += text.decode(value, {stream: true});
    const events = rest.split("\n\n");
    rest = events.pop();
    for (const event of events) {
      const lines = event.split("\n");
      const data = lines.filter(line => line.startsWith("data:")).map(line => line.slice(5).trim()).join("");
      const id = lines.find(line => line.startsWith("id:"));
      if (!data) continue;
      const one = JSON.parse(data);
      if (one.kpi) values.set(key(one), one);
      if (id) seen(id.slice(3).trim());
    }
    // Many come together: they are drawn together.
    due ??= setTimeout(() => { due = null; tell(); }, 250);
  }
}

/** The newest live value of a number, and whether the connection stands: {value, state}. */
export function useLive(kpi, measure, zone, grain, by) {
  const [, redraw] = useState(0);
  useEffect(() => {
    const reader = () => redraw(n => n + 1);
    readers.add(reader);
    return () => readers.delete(reader);
  }, []);
  return {value: values.get([kpi, measure, zone, grain, by || ""].join("|")), state};
}
