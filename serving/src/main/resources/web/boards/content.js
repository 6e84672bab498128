// How titles do: those most watched, and one in full, beside another if wanted.
import {useEffect, useState} from "preact/hooks";
import {useAnswer} from "./api.js";
import {country, number, percent, whole} from "./format.js";
import {html} from "./html.js";
import {Chart, State, Table} from "./parts.js";
import {day} from "./series.js";
import {t} from "./text.js";

const hours = millis => { const n = number(millis / 3600000, "hours"); return n.text + " " + n.unit; };
const nameOf = (title, id) => title?.value?.name || title?.value?.title || id;

export default function Content({zone, id, query, go}) {
  return id ? html`<${Title} id=${id} zone=${zone} beside=${query.get("beside") || ""} go=${go} />` : html`<${Most} zone=${zone} />`;
}

function Named({id}) {
  const title = useAnswer("/v1/titles/" + encodeURIComponent(id));
  return html`<a href=${"/content/" + encodeURIComponent(id)}>${nameOf(title, id)}</a>`;
}

function Most({zone}) {
  const most = useAnswer("/v1/performance?" + new URLSearchParams({zone, limit: "50"}));
  useEffect(() => { document.title = t("content") + " · Playhouse"; }, []);
  return html`<h1>${t("titles")}</h1><p class="quiet">${day(zone, 27)} – ${day(zone)} · ${zone}</p>
    <${State} answer=${most} empty=${most.value && !most.value.items.length}>${most.value && html`<${Table} caption=${t("titles")} rows=${most.value.items} columns=${[
      {name: t("title"), words: true, of: row => html`<${Named} id=${row.title} />`}, {name: t("watch_time"), n: true, of: row => hours(row.watchMillis)}, {name: t("views"), n: true, of: row => whole(row.views)},
      {name: t("completions"), n: true, of: row => (row.views ? percent(row.completions / row.views) : "–")}, {name: t("ctr"), n: true, of: row => (row.impressions ? percent(row.clicks / row.impressions) : "–")}]} />`}<//>`;
}

const sum = (days, of) => days.reduce((total, one) => total + of(one), 0);
const merged = (days, field) => Object.entries(days.reduce((all, one) => { for (const [key, count] of Object.entries(one[field] || {})) all[key] = (all[key] || 0) + count; return all; }, {})).sort((a, b) => b[1] - a[1]);

function Title({id, zone, beside, go}) {
  const path = title => "/v1/titles/" + encodeURIComponent(title) + "/performance?" + new URLSearchParams({zone});
  const title = useAnswer("/v1/titles/" + encodeURIComponent(id));
  const other = useAnswer(beside ? "/v1/titles/" + encodeURIComponent(beside) : null);
  const told = useAnswer(path(id), 60000);
  const toldOther = useAnswer(beside ? path(beside) : null);
  const [wanted, setWanted] = useState(beside);
  const name = nameOf(title, id);
  useEffect(() => { document.title = name + " · Playhouse"; }, [name]);
  const sides = [{name, value: told.value}, ...(beside && toldOther.value ? [{name: nameOf(other, beside), value: toldOther.value}] : [])].filter(one => one.value);
  const days = told.value?.days || [];
  return html`<div class="row between"><div><span class="quiet">${id}</span><h1>${name}</h1></div>
    <form class="row tools" onSubmit=${event => { event.preventDefault(); go("/content/" + encodeURIComponent(id) + (wanted ? "?beside=" + encodeURIComponent(wanted) : "")); }}>
      <label>${t("compare_with")}<input value=${wanted} onInput=${event => setWanted(event.target.value.trim())} placeholder="ml-1m:1" /></label><button type="submit">${t("show")}</button></form></div>
    <${State} answer=${told} empty=${told.value && !days.length}>
      <${Figures} sides=${sides} />
      <section class="tiles">
        <${Panel} title=${t("watch_time")} width="2"><${Chart} words=${t("watch_time") + ": " + hours(sum(days, one => one.watchMillis))} option=${time(sides)} /><//>
        ${told.value?.retention && html`<${Panel} title=${t("retention")} width="2" why=${t("retention_why", told.value.retention.week, whole(told.value.retention.views))}><${Chart} words=${t("retention") + ": 50 % " + percent(told.value.retention.absolute[50] ?? 0)} option=${curves(sides)} /><//>`}
        <${Panel} title=${t("sources")}><${Counts} rows=${merged(days, "sources")} /><//>
        <${Panel} title=${t("devices")}><${Counts} rows=${merged(days, "platforms")} /><//>
        <${Panel} title=${t("countries")} width="2"><${Counts} rows=${merged(days, "countries").map(([code, count]) => [/^[A-Z]{2}$/.test(code) ? country(code) : code, count])} /><//>
      </section>
      <h2>${t("cohorts")}</h2>${told.value && html`<${Cohorts} cohorts=${told.value.cohorts} />`}
    <//>`;
}

const Panel = ({title, why, width, children}) => html`<article class="tile" data-width=${width || "1"}><h3>${title}</h3>${why && html`<span class="quiet">${why}</span>`}${children}</article>`;

function Figures({sides}) {
  const rows = [
    [t("watch_time"), days => hours(sum(days, one => one.watchMillis))], [t("views"), days => whole(sum(days, one => one.views))], [t("completions"), days => whole(sum(days, one => one.completions))],
    [t("completion"), days => { const views = sum(days, one => one.views); return views ? percent(sum(days, one => (one.meanShare || 0) * one.views) / views) : "–"; }],
    [t("ctr"), days => { const shown = sum(days, one => one.impressions); return shown ? percent(sum(days, one => one.clicks) / shown) : "–"; }],
    [t("likes"), days => whole(sum(days, one => one.likes))], [t("comments"), days => whole(sum(days, one => one.comments + one.danmaku))], [t("rating"), days => number(days.filter(one => one.meanRating).at(-1)?.meanRating, "").text]];
  return html`<${Table} caption=${t("content")} rows=${rows} columns=${[{name: "", of: row => row[0]}, ...sides.map((side, n) => ({name: side.name, n: true, of: row => row[1](sides[n].value.days)}))]} />`;
}

const frame = look => ({grid: {left: 4, right: 12, top: 30, bottom: 4, outerBoundsMode: "same"}, legend: {top: 0, textStyle: {color: look.ink}}, tooltip: {trigger: "axis", renderMode: "richText", backgroundColor: look.surface, borderColor: look.line, textStyle: {color: look.ink}, confine: true}});
const lined = look => ({axisLabel: {color: look.quiet, hideOverlap: true}, axisLine: {lineStyle: {color: look.line}}, splitLine: {lineStyle: {color: look.line}}});

function time(sides) {
  const days = [...new Set(sides.flatMap(side => side.value.days.map(one => one.day)))].sort();
  return look => ({...frame(look), xAxis: {type: "category", data: days, ...lined(look)}, yAxis: {type: "value", splitNumber: 3, ...lined(look), axisLabel: {color: look.quiet, formatter: value => number(value, "hours").text + " h"}},
    series: sides.map((side, n) => ({name: side.name, type: "line", symbol: "none", lineStyle: {type: n ? "dashed" : "solid"}, areaStyle: n ? undefined : {opacity: 0.08}, data: days.map(one => (side.value.days.find(row => row.day === one)?.watchMillis || 0) / 3600000)}))});
}

function curves(sides) {
  const typical = sides[0].value.retention;
  return look => ({...frame(look), xAxis: {type: "value", min: 0, max: 100, name: t("percent_of"), nameLocation: "middle", nameGap: 24, nameTextStyle: {color: look.quiet}, ...lined(look)}, yAxis: {type: "value", min: 0, max: 1, splitNumber: 4, ...lined(look), axisLabel: {color: look.quiet, formatter: value => percent(value, 0)}},
    series: [...sides.filter(side => side.value.retention).map((side, n) => ({name: side.name, type: "line", symbol: "none", lineStyle: {width: 2, type: n ? "dashed" : "solid"}, data: side.value.retention.absolute.map((share, at) => [at, share])})),
      ...(typical?.relative.length ? [{name: t("typical"), type: "line", symbol: "none", lineStyle: {width: 1, type: "dotted"}, data: typical.relative.map((share, at) => [at, share])}] : [])]});
}

const Counts = ({rows}) => (rows.length ? html`<${Table} caption="" rows=${rows.slice(0, 8)} columns=${[{name: "", of: row => row[0]}, {name: t("views"), n: true, of: row => whole(row[1])}, {name: "", n: true, of: row => percent(row[1] / sum(rows, one => one[1]))}]} />` : html`<p class="quiet">${t("nothing")}</p>`);

/** Each first week a row, each week after it a column, shaded by the share that came back. */
function Cohorts({cohorts}) {
  if (!cohorts.length) return html`<p class="quiet">${t("nothing")}</p>`;
  const most = Math.max(...cohorts.map(one => one.returned.length));
  return html`<${Table} caption=${t("cohorts")} rows=${cohorts} columns=${[{name: t("first_week"), of: row => row.week}, {name: t("viewers"), n: true, of: row => whole(row.viewers)},
    ...Array.from({length: most - 1}, (_, k) => ({name: t("week_n", k + 1), n: true, of: row => { const back = row.returned[k + 1]; return back === undefined ? "" : html`<span style=${{background: `color-mix(in srgb, var(--series-1) ${Math.round(60 * back / row.viewers)}%, transparent)`, padding: "0 .5rem"}}>${percent(back / row.viewers)}</span>`; }}))]} />`;
}
