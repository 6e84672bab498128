// Numbers, times and names as the viewer reads them.
import {language, t, unit} from "./text.js";

const locale = () => (language() === "zh" ? "zh-CN" : navigator.language.startsWith("zh") ? "en" : navigator.language || "en");
const made = new Map();

function maker(options) {
  const key = locale() + JSON.stringify(options);
  if (!made.has(key)) made.set(key, new Intl.NumberFormat(locale(), options));
  return made.get(key);
}

/** A number in its unit: {text, unit}. Nothing is an en dash. */
export function number(value, of, currency = "USD") {
  if (value === null || value === undefined || Number.isNaN(value)) return {text: "–", unit: ""};
  const small = Math.abs(value) < 10;
  if (of === "share") return {text: maker({style: "percent", maximumFractionDigits: Math.abs(value) < 0.1 ? 2 : 1}).format(value), unit: ""};
  if (of === "currency") return {text: maker({style: "currency", currency, maximumFractionDigits: Math.abs(value) < 1000 ? 2 : 0}).format(value), unit: ""};
  if (of === "milliseconds") return value < 1000 ? {text: maker({maximumFractionDigits: 0}).format(value), unit: "ms"} : {text: maker({maximumFractionDigits: 2}).format(value / 1000), unit: "s"};
  if (of === "seconds") return {text: duration(value * 1000), unit: ""};
  return {text: maker({maximumFractionDigits: small && !Number.isInteger(value) ? 2 : Number.isInteger(value) ? 0 : 1}).format(value), unit: unit(of)};
}

/** The same beside an axis, where there is little room. */
export function tick(value, of, currency) {
  const compact = options => maker({notation: "compact", maximumFractionDigits: 1, ...options}).format(value);
  if (of === "seconds") return value < 7200 ? maker({maximumFractionDigits: 0}).format(value / 60) + " min" : maker({maximumFractionDigits: 1}).format(value / 3600) + " h";
  if (of === "share") return number(value, of).text;
  return of === "currency" ? compact({style: "currency", currency}) : compact({});
}

export const whole = value => maker({maximumFractionDigits: 0}).format(value);
export const percent = (value, digits = 1) => maker({style: "percent", maximumFractionDigits: digits}).format(value);
export const signed = value => maker({style: "percent", maximumFractionDigits: 1, signDisplay: "exceptZero"}).format(value);

/** A length of time in its two largest parts. */
export function duration(millis) {
  const zh = language() === "zh";
  const parts = [[86400000, zh ? "天" : "d"], [3600000, zh ? "小时" : "h"], [60000, zh ? "分" : "min"], [1000, zh ? "秒" : "s"]];
  const first = parts.findIndex(([size]) => millis >= size);
  if (first < 0) return "0 " + parts[3][1];
  const texts = [];
  let rest = millis;
  for (const [size, name] of parts.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count) texts.push(count + " " + name);
  }
  return texts.join(" ");
}

/** A moment in the viewer's own time zone. */
export const moment = iso => (iso ? new Intl.DateTimeFormat(locale(), {dateStyle: "medium", timeStyle: "short"}).format(new Date(iso)) : "–");

/** The beginning of a period, in the zone whose calendar counts. */
export function period(value, grain, zone) {
  if (grain === "hour") return new Intl.DateTimeFormat(locale(), {month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", timeZone: zone}).format(new Date(value.started));
  const day = new Date(value.day + "T12:00:00Z");
  if (grain === "month") return new Intl.DateTimeFormat(locale(), {month: "short", year: "numeric", timeZone: "UTC"}).format(day);
  return new Intl.DateTimeFormat(locale(), {month: "short", day: "numeric", timeZone: "UTC"}).format(day);
}

/** A part of a number: a country by its name, everything else as it is. */
export function slice(by) {
  if (!by) return t("whole");
  const [dimension, value] = [by.slice(0, by.indexOf("=")), by.slice(by.indexOf("=") + 1)];
  if (/^(country|territory)$/.test(dimension) && /^[A-Z]{2}$/.test(value)) return country(value);
  return value || "–";
}

export function country(code) {
  try {
    return new Intl.DisplayNames([locale()], {type: "region"}).of(code);
  } catch {
    return code;
  }
}
