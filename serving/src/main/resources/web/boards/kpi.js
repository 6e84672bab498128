// One number in full: what it means, how it moved, what it is made of, and the way back to where it comes from.
import {useEffect, useState} from "preact/hooks";
import {ask, useAnswer} from "./api.js";
import {moment, number, period} from "./format.js";
import {html} from "./html.js";
import {follow, useLive} from "./live.js";
import {Ask, Chart, Choice, State, Table, csv} from "./parts.js";
import {bars, change, goesOn, lines, measureOf, newest, path, points, told, usual} from "./series.js";
import {Age, SetAlert} from "./tile.js";
import {pick, t} from "./text.js";

export default function Kpi({all, zone, id, query, go, currency}) {
  const kpi = all.items.find(one => one.id === id);
  useEffect(() => { if (kpi) document.title = pick([kpi.en, kpi.zh]) + " · Playhouse"; }, [id]);
  return kpi ? html`<${Page} kpi=${kpi} zone=${zone} query=${query} go=${go} currency=${currency} />` : html`<p class="note">${id}: ${t("board_missing")}</p>`;
}

function Page({kpi, zone, query, go, currency}) {
  const measure = measureOf(kpi, query.get("measure"));
  const grain = kpi.grains.includes(query.get("grain")) ? query.get("grain") : usual(kpi);
  const by = query.get("by") || "";
  const days = Number(query.get("days")) || {hour: 3, day: 28, week: 182, month: 400}[grain] || 400;
  const [compares, setCompares] = useState(false);
  const [box, setBox] = useState("");
  const tile = {kpi: kpi.id, measure: measure.name, by, days};
  const answer = useAnswer(path(tile, grain, zone), 60000);
  const before = useAnswer(compares && !(by && !by.includes("=")) ? path(tile, grain, zone, days) : null);
  const targets = useAnswer("/v1/targets");
  const raised = useAnswer("/v1/alerts/raised?kpi=" + kpi.id + "&limit=200", 30000);
  const rules = useAnswer("/v1/alerts?kpi=" + kpi.id);
  const {value: live, state} = useLive(kpi.id, measure.name, zone, grain, by);
  useEffect(() => { follow(kpi.measures.some(one => one.live) ? [kpi.id] : [], zone); return () => follow([], zone); }, [kpi.id, zone]);

  const name = pick([kpi.en, kpi.zh]);
  const dimension = by && !by.includes("=");
  const values = answer.value ? points(answer.value, live) : [];
  const {now, last, before: prior} = newest(dimension ? [] : values, grain);
  const shown = number(now?.value, measure.unit, currency);
  const moved = change(last, prior, kpi.direction);
  const target = (targets.value?.items || []).find(one => one.kpi === kpi.id && one.measure === measure.name && one.grain === grain && one.by === by);
  const mine = (raised.value?.items || []).filter(one => one.measure === measure.name && one.by === by && one.zone === zone);
  const words = {grain, zone, unit: measure.unit, currency};
  const turn = more => go("/kpis/" + kpi.id + "?" + new URLSearchParams({measure: measure.name, grain, by, days, ...more}));
  const slices = dimension ? [...new Map(values.map(point => [point.by, point])).values()].sort((a, b) => (b.value ?? -1) - (a.value ?? -1)) : [];

  return html`<div class="row between"><div><span class="quiet">${kpi.id}</span><h1>${name}</h1></div>
      <div class="row tools"><button onClick=${() => setBox("alert")}>${t("alert_set")}</button><button onClick=${() => setBox("target")}>${t("set_target")}</button>
      <button onClick=${() => csv(kpi.id + "-" + measure.name + ".csv", ["started", "by", "value", "numerator", "denominator", "version", "cut_off", "run_id", "snapshots"], values.map(p => [p.started, p.by, p.value, p.numerator, p.denominator, p.version, p.cut_off || p.latest, p.run_id, p.snapshots]))}>${t("csv")}</button><button onClick=${() => print()}>${t("pdf")}</button></div></div>
    <div class="row tools">
      <${Choice} label=${t("measure")} value=${measure.name} options=${kpi.measures.map(one => [one.name, one.name + (one.live ? " · " + t("live") : "")])} change=${value => turn({measure: value})} />
      <${Choice} label=${t("grain")} value=${grain} options=${kpi.grains.map(one => [one, t(one)])} change=${value => turn({grain: value, days: ""})} />
      <${Choice} label=${t("by")} value=${by} options=${[["", t("whole")], ...kpi.dimensions.map(one => [one, one]), ...(by.includes("=") ? [[by, by]] : [])]} change=${value => turn({by: value})} />
      <${Choice} label=${t("days")} value=${String(days)} options=${[...new Set([3, 7, 28, 90, 182, 400, days])].sort((a, b) => a - b).map(one => [String(one), String(one)])} change=${value => turn({days: value})} />
      ${!dimension && html`<label class="check"><input type="checkbox" checked=${compares} onChange=${() => setCompares(!compares)} /> ${t("compare")}</label>`}
    </div>
    <${State} answer=${answer} empty=${answer.value && !values.length}>
      ${!dimension && html`<p class="row"><span class="number" data-value=${now?.value ?? ""}>${shown.text}<span class="unit">${shown.unit}</span></span>
        <span class="quiet">${now && period(now, grain, zone)}${goesOn(now, grain) ? " · " + t("partial") : ""}</span>
        ${moved && html`<span class=${moved.kind}>${t("before", moved.text, t(grain), period(last, grain, zone))}</span>`}<${Age} answer=${answer.value} live=${live} state=${state} grain=${grain} now=${now} /></p>`}
      <${Chart} tall words=${told(name, values, words)} option=${dimension ? bars(values, {...words, most: 30}) : lines(values, {...words, target: target && Number(target.level), marks: mine.map(one => one.started), other: compares && before.value ? points(before.value) : []})} />
      ${dimension && html`<h2>${t("slices")}</h2><${Table} caption=${t("slices")} rows=${slices.slice(0, 200)} columns=${[
        {name: t("slice"), of: p => html`<a href=${"/kpis/" + kpi.id + "?" + new URLSearchParams({measure: measure.name, grain, by: p.by})}>${p.by.slice(p.by.indexOf("=") + 1) || "–"}</a>`}, {name: t("period"), of: p => period(p, grain, zone)},
        {name: t("value"), n: true, of: p => number(p.value, measure.unit, currency).text}, {name: t("numerator"), n: true, of: p => p.numerator}, {name: t("denominator"), n: true, of: p => p.denominator}]} />`}
    <//>
    <h2>${t("definition")}</h2><dl class="facts">
      <dt>${t("formula")}</dt><dd><code>${measure.name} = ${measure.formula}</code></dd><dt>${t("unit")}</dt><dd>${measure.unit}</dd><dt>${t("counts")}</dt><dd>${kpi.filter}</dd>
      <dt>${t("better")}</dt><dd>${t(kpi.direction)}</dd><dt>${t("owner")}</dt><dd>${kpi.owner}</dd><dt>${t("version")}</dt><dd>${kpi.version}</dd><dt>${t("from_tables")}</dt><dd><code>${kpi.tables.join(", ")}</code></dd></dl>
    <h2>${t("alerts")}</h2><dl class="facts">${(rules.value?.items || []).map(one => html`<dt>${one.measure}${one.by ? " · " + one.by : ""}</dt><dd>${one.condition} · ${one.zone} · ${one.owner}</dd>`)}</dl>
    ${mine.length ? html`<${Table} caption=${t("raised")} rows=${mine} columns=${[{name: t("raised"), of: one => moment(one.raised)}, {name: t("period"), of: one => moment(one.started)}, {name: t("rule"), of: one => one.condition}, {name: t("value"), n: true, of: one => number(one.value, measure.unit, currency).text}, {name: t("reason"), words: true, of: one => one.why}]} />` : html`<p class="quiet">${t("no_alerts")}</p>`}
    ${!dimension && html`<h2>${t("values")}</h2><${Table} caption=${t("values")} rows=${[...values].reverse()} columns=${[
      {name: t("period"), of: p => period(p, grain, zone)}, {name: t("value"), n: true, of: p => number(p.value, measure.unit, currency).text}, {name: t("numerator"), n: true, of: p => p.numerator}, {name: t("denominator"), n: true, of: p => p.denominator},
      {name: t("version"), n: true, of: p => p.version}, {name: t("as_of", ""), of: p => moment(p.cut_off || p.latest)}, {name: t("run"), of: p => (p.live ? t("live") : p.run_id)}, {name: t("way_back"), of: p => (p.live ? "" : html`<button class="icon" aria-label=${t("way_back") + " " + p.day} onClick=${() => setBox(p.day)}>⤷</button>`)}]} />`}
    ${box === "alert" && html`<${SetAlert} kpi=${kpi} measure=${measure.name} grain=${grain} by=${dimension ? "" : by} zone=${zone} close=${() => setBox("")} done=${rules.again} />`}
    ${box === "target" && html`<${Ask} title=${t("set_target")} go=${t("save")} close=${() => setBox("")} action=${async form => { await ask("PUT", "/v1/targets/" + kpi.id + "/" + measure.name, {level: Number(form.level), grain, ...(by && !dimension ? {by} : {})}); targets.again(); }}>
      <label>${t("level") + " · " + measure.unit}<input name="level" type="number" step="any" required value=${target?.level ?? ""} /></label><//>`}
    ${/^\d{4}-/.test(box) && html`<${Back} kpi=${kpi} day=${box} grain=${grain} zone=${zone} close=${() => setBox("")} />`}`;
}

/** The run and the snapshots behind a value, down to the offsets of the log. */
function Back({kpi, day, grain, zone, close}) {
  const answer = useAnswer("/v1/lineage/kpi/" + kpi.id + "?" + new URLSearchParams({day, grain, zone}));
  return html`<${Ask} title=${t("way_back") + " · " + kpi.id + " · " + day} go="OK" close=${close} action=${async () => {}}>
    <${State} answer=${answer}><pre tabindex="0" style=${{maxHeight: "50vh", overflow: "auto", margin: 0}}><code>${answer.value && JSON.stringify(answer.value, null, 1)}</code></pre><//><//>`;
}
