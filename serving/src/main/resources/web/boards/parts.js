// Parts that every page is made of: states, charts, tables, dialogs.
import {useEffect, useRef, useState} from "preact/hooks";
import {html} from "./html.js";
import {t} from "./text.js";

/** What stands in a chart's or a page's place while there is none. */
export function State({answer, empty, children}) {
  if (answer?.error && !answer.value) {
    const who = {401: ["sign_in", "sign_in_why"], 403: ["forbidden", "sign_in_why"]}[answer.error.status];
    return html`<div class="state" role="alert"><strong>${t(who ? who[0] : "failed")}</strong><span>${who ? t(who[1]) : answer.error.message}</span>
      ${answer.error.status === 401
        ? html`<a href=${"/sign-in?next=" + encodeURIComponent(location.pathname + location.search)}>${t("go_sign_in")}</a>`
        : html`<span><button onClick=${answer.again}>${t("again")}</button></span>`}</div>`;
  }
  if (answer && !answer.value) return html`<div class="state" aria-busy="true"><span class="hidden">${t("loading")}</span><div class="ghost" style=${{height: "5rem", width: "12rem"}}></div></div>`;
  if (empty) return html`<div class="state"><strong>${t("empty")}</strong><span>${t("empty_why")}</span></div>`;
  return children;
}

const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Colours and type of charts, as the page has them now. */
export const look = () => ({
  ink: token("--ink"), quiet: token("--quiet"), line: token("--line"), surface: token("--surface"), good: token("--good"), bad: token("--bad"),
  series: [1, 2, 3, 4, 5, 6].map(n => token("--series-" + n)), font: token("--font"),
});

let library;
const echarts = () => (library ??= import("echarts"));

/** A chart. {option} makes it out of the page's look; {words} say the same to whoever does not see it. */
export function Chart({option, words, tall, hold}) {
  const place = useRef(null);
  const chart = useRef(null);
  useEffect(() => {
    let gone = false;
    let size;
    echarts().then(library => {
      if (gone || !place.current) return;
      chart.current = library.init(place.current, null, {renderer: "canvas"});
      if (hold) hold.current = chart.current;
      size = new ResizeObserver(() => chart.current?.resize());
      size.observe(place.current);
      draw();
    });
    const redraw = () => draw();
    addEventListener("look", redraw);
    return () => { gone = true; size?.disconnect(); removeEventListener("look", redraw); chart.current?.dispose(); chart.current = null; };
  }, []);
  const latest = useRef(option);
  latest.current = option;
  function draw() {
    const now = look();
    chart.current?.setOption({animation: !matchMedia("(prefers-reduced-motion: reduce)").matches, animationDuration: 200, color: now.series,
      textStyle: {fontFamily: now.font, color: now.quiet}, ...latest.current(now)}, {notMerge: true});
  }
  useEffect(draw);
  return html`<div class=${"chart" + (tall ? " tall" : "")} role="img" aria-label=${words}><div ref=${place}></div></div>`;
}

/** A table: {columns: [{name, of, n}], rows}. */
export function Table({columns, rows, caption}) {
  return html`<div class="wide" tabindex="0" role="region" aria-label=${caption}><table><caption class="hidden">${caption}</caption>
    <thead><tr>${columns.map(c => html`<th scope="col" class=${c.n ? "n" : ""}>${c.name}</th>`)}</tr></thead>
    <tbody>${rows.map(row => html`<tr>${columns.map(c => html`<td class=${c.n ? "n" : c.words ? "words" : ""}>${c.of(row)}</td>`)}</tr>`)}</tbody></table></div>`;
}

/** A dialog with a form; Escape and the second button close it. */
export function Ask({title, go, close, action, children}) {
  const box = useRef(null);
  const [wrong, setWrong] = useState("");
  useEffect(() => { box.current.showModal(); }, []);
  async function send(event) {
    event.preventDefault();
    try {
      await action(Object.fromEntries(new FormData(event.target)));
      close();
    } catch (error) {
      setWrong(error.message);
    }
  }
  return html`<dialog ref=${box} aria-label=${title} onClose=${close}><form onSubmit=${send}><h2 style=${{margin: 0}}>${title}</h2>${children}
    ${wrong && html`<p class="note bad" role="alert">${wrong}</p>`}
    <div class="row"><button class="first" type="submit">${go}</button><button type="button" onClick=${close}>${t("cancel")}</button></div></form></dialog>`;
}

/** A choice with its label: {options: [[value, text]]}. */
export function Choice({label, value, options, change, name, quiet}) {
  return html`<label><span class=${quiet ? "hidden" : "quiet"}>${label}</span><select name=${name} value=${value} onChange=${change && (event => change(event.target.value))}>
    ${options.map(([key, text]) => html`<option value=${key} selected=${key === value}>${text}</option>`)}</select></label>`;
}

/** Hands a file to the viewer. */
export function hand(name, address) {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}

export function csv(name, columns, rows) {
  // What begins like a formula is a text to spreadsheets too.
  const plain = value => (typeof value === "string" && /^[=+@-]/.test(value) && Number.isNaN(Number(value)) ? "'" + value : String(value ?? ""));
  const cell = value => (/[",\n]/.test(plain(value)) ? '"' + plain(value).replace(/"/g, '""') + '"' : plain(value));
  const text = [columns, ...rows].map(row => row.map(cell).join(",")).join("\r\n");
  const address = URL.createObjectURL(new Blob(["\ufeff" + text], {type: "text/csv"}));
  hand(name, address);
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
