// One number of a board.
import {useEffect, useRef, useState} from "preact/hooks";
import {ask, useAnswer} from "./api.js";
import {duration, moment, number, period} from "./format.js";
import {html} from "./html.js";
import {useLive} from "./live.js";
import {Ask, Chart, Choice, State, Table, csv, hand} from "./parts.js";
import {bars, change, curve, funnel, goesOn, lines, measureOf, newest, path, points, told, usual} from "./series.js";
import {pick, t} from "./text.js";

const STALE = {hour: 3 * 3600000, day: 36 * 3600000, week: 9 * 86400000, month: 36 * 86400000};

/** Several measures of one number that make a curve or a funnel. */
const STEPS = {"K3.2": ["d1", "d7", "d30", "d90"], "K2.4": ["paid_7d", "paid_30d", "paid_90d"]};
const fits = tile => (tile.chart ? tile.chart : tile.by && !tile.by.includes("=") ? "bars" : STEPS[tile.kpi] ? (tile.kpi === "K2.4" ? "funnel" : "curve") : "line");

/** How new a value is: live, closed at a time, or old. */
export function Age({answer, live, state, grain, now}) {
  const [, tick] = useState(0);
  useEffect(() => { const timer = setInterval(() => tick(n => n + 1), 10000); return () => clearInterval(timer); }, []);
  if (live && state === "live") return html`<span class="badge live" title=${moment(live.computed)}>${t("live_age", duration(Math.max(1000, Date.now() - Date.parse(live.latest))))}</span>`;
  const until = now?.cut_off || answer?.freshness?.cut_off;
  if (!until) return null;
  const old = Date.now() - Date.parse(until);
  return html`<span class=${"badge" + (old > (STALE[grain] || Infinity) ? " stale" : "")} title=${t("computed", moment(now?.computed_at))}>${old > (STALE[grain] || Infinity) ? t("stale", duration(old)) : t("as_of", moment(until))}</span>`;
}

export function Tile({tile, kpi, zone, target, raised, currency, tools}) {
  const measure = measureOf(kpi, tile.measure);
  const grain = tile.grain || usual(kpi);
  const kind = fits(tile);
  const steps = STEPS[kpi.id];
  const several = (kind === "curve" || kind === "funnel") && steps;
  const answer = useAnswer(path(several ? {...tile, measure: steps.join(",")} : tile, grain, zone), 60000);
  const {value: live, state} = useLive(kpi.id, measure.name, zone, grain, tile.by);
  const [asTable, setAsTable] = useState(kind === "table");
  const chart = useRef(null);
  const name = pick([kpi.en, kpi.zh]);
  const all = answer.value ? points(answer.value, several ? null : live) : [];
  const own = several ? all.filter(point => point.measure === measure.name) : all;
  const {now, last, before} = newest(own, grain);
  const shown = number(now?.value, measure.unit, currency);
  const moved = change(last, before, kpi.direction);
  const meant = target && last ? change(last, {value: target.level}, kpi.direction) : null;
  const words = {grain, zone, unit: measure.unit, currency};
  const marks = raised.filter(one => one.measure === measure.name && (one.by || "") === (tile.by || "")).map(one => one.started);
  let option = null;
  if (several) {
    const at = all.filter(point => point.value !== null && point.value !== undefined);
    const stepsNow = steps.map(step => ({name: step.replace("paid_", ""), value: at.filter(point => point.measure === step).at(-1)?.value})).filter(step => step.value !== undefined);
    option = (kind === "curve" ? curve : funnel)(stepsNow, words);
  } else if (kind === "bars") option = bars(all, words);
  else option = lines(all, {...words, target: target?.level === undefined ? undefined : Number(target.level), marks});

  const columns = [{name: t("period"), of: p => period(p, grain, zone)}, ...(tile.by || several ? [{name: several ? t("measure") : t("slice"), of: p => (several ? p.measure : p.by)}] : []), {name: t("value"), n: true, of: p => number(p.value, measure.unit, currency).text}];
  return html`<article class=${"tile" + (tools ? " edited" : "")} data-width=${tile.width || 1} data-kpi=${kpi.id} aria-label=${name}>
    <header><div><h3><a href=${"/kpis/" + kpi.id + "?" + new URLSearchParams({measure: measure.name, ...(tile.by ? {by: tile.by} : {})})}>${name}</a></h3>
      <span class="quiet">${kpi.id} · ${measure.name}${tile.by ? " · " + tile.by : ""}</span></div>
      ${tools || html`<span class="row tools">
        <button class="icon" aria-pressed=${asTable} aria-label=${name + ": " + t(asTable ? "as_chart" : "as_table")} title=${t(asTable ? "as_chart" : "as_table")} onClick=${() => setAsTable(!asTable)}>▤</button>
        <button class="icon" aria-label=${name + ": " + t("png")} title=${t("png")} disabled=${asTable} onClick=${() => chart.current && hand(kpi.id + "-" + measure.name + ".png", chart.current.getDataURL({pixelRatio: 2, backgroundColor: getComputedStyle(document.body).backgroundColor}))}>⤓</button>
        <button class="icon" aria-label=${name + ": " + t("csv")} title=${t("csv")} onClick=${() => csv(kpi.id + "-" + measure.name + ".csv", ["kpi", "measure", "zone", "grain", "started", "by", "value", "numerator", "denominator", "version", "cut_off", "run_id"], all.map(p => [kpi.id, p.measure, zone, grain, p.started, p.by, p.value, p.numerator, p.denominator, p.version, p.cut_off || p.latest, p.run_id]))}>≡</button></span>`}
    </header>
    ${answer.error && answer.value && html`<span class="badge stale" role="status">${t("offline")}</span>`}
    <${State} answer=${answer} empty=${answer.value && !all.length}>
      <div class="figures">${kind !== "bars" && html`<span class="number" data-value=${now?.value ?? ""}>${shown.text}<span class="unit">${shown.unit}</span></span>`}
        <span class="quiet">${now && period(now, grain, zone)}${goesOn(now, grain) ? " · " + t("partial") : ""}</span></div>
      ${kind !== "bars" && moved && html`<span class=${"quiet " + moved.kind}>${t("before", moved.text, t(grain), period(last, grain, zone))}</span>`}
      ${meant && html`<span class=${"quiet " + meant.kind}>${t("of_target", meant.text, number(Number(target.level), measure.unit, currency).text, period(last, grain, zone))}</span>`}
      ${asTable ? html`<${Table} caption=${name} columns=${columns} rows=${[...all].reverse().slice(0, 100)} />` : html`<${Chart} option=${option} words=${told(name, own, words)} hold=${chart} />`}
    <//>
    <footer><${Age} answer=${answer.value} live=${several ? null : live} state=${state} grain=${grain} now=${now} /></footer>
  </article>`;
}

/** What a tile is to show. */
export function AddTile({kpis, close, add}) {
  const [id, setId] = useState(kpis[0].id);
  const kpi = kpis.find(one => one.id === id);
  return html`<${Ask} title=${t("add")} go=${t("add")} close=${close} action=${async form => add({kpi: id, measure: form.measure, by: form.by || undefined, grain: form.grain, days: Number(form.days) || undefined, chart: form.chart || undefined, width: 1})}>
    <${Choice} label=${t("numbers", kpis.length)} value=${id} change=${setId} options=${kpis.map(one => [one.id, one.id + " " + pick([one.en, one.zh])])} />
    <${Choice} label=${t("measure")} name="measure" options=${kpi.measures.map(one => [one.name, one.name])} />
    <${Choice} label=${t("by")} name="by" options=${[["", t("whole")], ...kpi.dimensions.map(one => [one, one])]} />
    <${Choice} label=${t("grain")} name="grain" value=${usual(kpi)} options=${kpi.grains.map(one => [one, t(one)])} />
    <label>${t("days")}<input name="days" type="number" min="1" max="1100" placeholder="28" /></label>
    <${Choice} label=${t("chart")} name="chart" options=${[["", t("chart_auto")], ...["line", "bars", "curve", "funnel", "table"].map(one => [one, t(one)])]} />
  <//>`;
}

/** Sets an alert over a number, or what it is meant to be. */
export function SetAlert({kpi, measure, grain, by, zone, close, done}) {
  const [kind, setKind] = useState("threshold above");
  return html`<${Ask} title=${t("alert_set")} go=${t("save")} close=${close} action=${async form => {
      const [word, direction] = kind.split(" ");
      await ask("POST", "/v1/alerts", {kpi: kpi.id, measure, grain, zone, ...(by ? {by} : {}), kind: word, ...(direction ? {direction} : {}), ...(word === "threshold" ? {level: Number(form.level)} : word === "change" ? {percent: Number(form.level)} : {})});
      done();
    }}>
    <${Choice} label=${t("alert_rule")} value=${kind} change=${setKind} options=${[["threshold above", t("above")], ["threshold below", t("below")], ["change rises", t("rises")], ["change falls", t("falls")], ["anomaly", t("anomaly")]]} />
    ${kind !== "anomaly" && html`<label>${t("level")}<input name="level" type="number" step="any" required /></label>`}
  <//>`;
}
