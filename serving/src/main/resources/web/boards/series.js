// A number over time: how it is asked for, what is shown of it, and the chart that fits.
import {number, period, signed, slice, tick} from "./format.js";
import {t} from "./text.js";

const HOURS = {hour: 3600000, day: 86400000, week: 604800000, month: 2678400000};

/** A local day of a zone, so many days back. */
export function day(zone, back = 0) {
  return new Intl.DateTimeFormat("en-CA", {timeZone: zone}).format(Date.now() - back * 86400000);
}

/** Where the values are; months and weeks look further back, for there are fewer of them. */
export function path(tile, grain, zone, back = 0) {
  const days = tile.days || {hour: 3, day: 28, week: 182, month: 400}[grain] || 400;
  const ask = new URLSearchParams({measure: tile.measure, grain, zone, from: day(zone, days - 1 + back), to: day(zone, back), limit: "5000"});
  if (tile.by) ask.set("by", tile.by);
  return "/v1/kpis/" + tile.kpi + "?" + ask;
}

/** The grain that a number is shown by where none is named: as the API's own. */
export const usual = kpi => (kpi.grains.includes("day") ? "day" : kpi.grains[0]);

export const measureOf = (kpi, name) => kpi.measures.find(one => one.name === name) || kpi.measures[0];

/**
 * Values in order, of each period and slice once: what is live now stands for the newest, if it is newer.
 */
export function points(answer, live) {
  const key = point => [point.started, point.by, point.measure].join("|");
  const all = new Map(answer.points.map(point => [key(point), point]));
  if (live) all.set(key(live), {...live, day: all.get(key(live))?.day || live.started.slice(0, 10), live: true});
  return [...all.values()].sort((a, b) => (a.started < b.started ? -1 : a.started > b.started ? 1 : a.by < b.by ? -1 : 1));
}

/** Whether a period goes on still. */
export const goesOn = (point, grain) => Boolean(point) && Date.now() < Date.parse(point.started) + (HOURS[grain] || 0);

/** The newest period that is over, and the one before; of what is not over yet nothing is compared. */
export function newest(all, grain) {
  const told = all.filter(point => point.value !== null && point.value !== undefined);
  const over = told.filter(point => !goesOn(point, grain));
  return {now: told.at(-1), last: over.at(-1), before: over.at(-2)};
}

/** How a change is shown: its words, and whether it is for the better. */
export function change(now, then, direction) {
  if (!now || !then || !then.value) return null;
  const by = (now.value - then.value) / Math.abs(then.value);
  return {text: signed(by), kind: Math.abs(by) < 0.0005 ? "" : by > 0 === (direction === "up") ? "better" : "worse"};
}

const grid = {left: 4, right: 12, top: 12, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel"};
const axis = look => ({axisLine: {lineStyle: {color: look.line}}, axisTick: {show: false}, axisLabel: {color: look.quiet, hideOverlap: true}, splitLine: {lineStyle: {color: look.line}}});
// Told apart by more than colour.
const STROKES = ["solid", "dashed", "dotted", [8, 3, 2, 3], [2, 2], [12, 4]];
const tip = look => ({trigger: "axis", renderMode: "richText", backgroundColor: look.surface, borderColor: look.line, textStyle: {color: look.ink}, confine: true});

/** Lines over time, one for each slice, with the target and what was raised. */
export function lines(all, {grain, zone, unit, target, marks = [], other = [], currency}) {
  const starts = [...new Set(all.map(point => point.started))];
  const names = [...new Set(all.map(point => point.by))].slice(0, 6);
  const at = new Map(all.map(point => [point.started + "|" + point.by, point.value]));
  const first = new Map(all.map(point => [point.started, point]));
  return look => ({
    grid: {...grid, top: names.length > 1 || other.length ? 30 : 12},
    legend: names.length > 1 || other.length ? {top: 0, type: "scroll", textStyle: {color: look.ink}} : undefined,
    tooltip: {...tip(look), valueFormatter: value => { const n = number(value, unit, currency); return n.text + " " + n.unit; }},
    xAxis: {type: "category", data: starts.map(start => period(first.get(start), grain, zone)), ...axis(look), splitLine: {show: false}},
    yAxis: {type: "value", scale: true, max: unit === "share" ? extent => (extent.max > 0.7 && extent.max <= 1 ? 1 : null) : null, ...axis(look), splitNumber: 3, axisLabel: {color: look.quiet, formatter: value => tick(value, unit, currency)}},
    series: [
      ...names.map((by, n) => ({
        name: other.length ? t("this_time") : slice(by), type: "line", data: starts.map(start => at.get(start + "|" + by) ?? null), symbol: "circle", symbolSize: 5, showSymbol: starts.length < 2,
        lineStyle: {width: 2, type: STROKES[n]},
        markLine: n === 0 && target !== undefined ? {silent: true, symbol: "none", label: {formatter: t("target"), color: look.quiet, position: "insideEndTop"}, lineStyle: {color: look.quiet, type: "dashed"}, data: [{yAxis: target}]} : undefined,
        markPoint: n === 0 && marks.length ? {symbol: "triangle", symbolSize: 10, itemStyle: {color: look.bad}, label: {show: false}, data: marks.filter(mark => at.has(mark + "|" + by)).map(mark => ({coord: [starts.indexOf(mark), at.get(mark + "|" + by)]}))} : undefined,
      })),
      ...(other.length ? [{name: t("time_before"), type: "line", data: other.map(point => point.value), symbol: "none", lineStyle: {width: 2, type: "dashed", color: look.quiet}, itemStyle: {color: look.quiet}}] : []),
    ],
  });
}

/** Bars of the newest period's slices, the greatest first. */
export function bars(all, {unit, currency, most = 12}) {
  const last = all.at(-1)?.started;
  const rows = all.filter(point => point.started === last && point.value !== null).sort((a, b) => b.value - a.value).slice(0, most);
  return look => ({
    grid: {...grid, right: 48}, tooltip: {...tip(look), trigger: "item", valueFormatter: value => number(value, unit, currency).text},
    xAxis: {type: "value", max: unit === "share" ? extent => (extent.max > 0.7 && extent.max <= 1 ? 1 : null) : null, ...axis(look), splitNumber: 3, axisLabel: {color: look.quiet, formatter: value => tick(value, unit, currency), hideOverlap: true}},
    yAxis: {type: "category", inverse: true, data: rows.map(row => slice(row.by)), ...axis(look), axisLabel: {color: look.ink, width: 110, overflow: "truncate"}},
    series: [{type: "bar", data: rows.map(row => row.value), barMaxWidth: 18, label: {show: true, position: "right", color: look.quiet, formatter: one => number(one.value, unit, currency).text}}],
  });
}

/** A curve through several measures of one period, such as who is back after 1, 7, 30 and 90 days. */
export function curve(steps, {unit, currency}) {
  return look => ({
    grid, tooltip: {...tip(look), valueFormatter: value => number(value, unit, currency).text},
    xAxis: {type: "category", data: steps.map(step => step.name), ...axis(look), splitLine: {show: false}},
    yAxis: {type: "value", min: 0, ...axis(look), splitNumber: 3, axisLabel: {color: look.quiet, formatter: value => tick(value, unit, currency)}},
    series: [{type: "line", data: steps.map(step => step.value), symbolSize: 7, lineStyle: {width: 2}, areaStyle: {opacity: 0.08}}],
  });
}

/** The same as a funnel of bars, each against the first. */
export function funnel(steps, {unit, currency}) {
  return look => ({
    tooltip: {...tip(look), trigger: "item", valueFormatter: value => number(value, unit, currency).text},
    series: [{type: "funnel", sort: "none", top: 8, bottom: 8, left: "8%", right: "30%", minSize: "6%", gap: 3, label: {position: "right", color: look.ink, formatter: one => one.name + "  " + number(one.value, unit, currency).text}, data: steps.map(step => ({name: step.name, value: step.value}))}],
  });
}

/** What a chart says, in words. */
export function told(name, all, {grain, zone, unit, currency}) {
  const {now} = newest(all, grain);
  if (!now) return name + ": " + t("empty");
  const value = number(now.value, unit, currency);
  const values = all.map(point => point.value).filter(one => one !== null && one !== undefined);
  const [low, high] = [number(Math.min(...values), unit, currency).text, number(Math.max(...values), unit, currency).text];
  return `${name}: ${value.text} ${value.unit}, ${period(now, grain, zone)}; ${low} – ${high}`;
}
