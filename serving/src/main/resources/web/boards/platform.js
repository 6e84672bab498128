// How the house itself does.
import {useEffect} from "preact/hooks";
import {useAnswer} from "./api.js";
import {Experiments} from "./experiments.js";
import {duration, moment, number, whole} from "./format.js";
import {html} from "./html.js";
import {State, Table} from "./parts.js";
import {t} from "./text.js";

const bytes = value => (value > 1 << 20 ? number(value / (1 << 20), "").text + " MB" : number(value / 1024, "").text + " kB");
const ago = iso => { const then = Date.parse(iso); return Number.isNaN(then) ? "–" : duration(Math.max(0, Date.now() - then)); };
// The lake tells moments of UTC without saying so.
const utc = text => (text && !/Z|\+/.test(text) ? text + "Z" : text);

export default function Platform() {
  const answer = useAnswer("/v1/upkeep", 30000);
  useEffect(() => { document.title = t("platform") + " · Playhouse"; }, []);
  const told = answer.value;
  return html`<h1>${t("platform")}</h1><${State} answer=${answer}>${told && html`
    ${answer.error && html`<p class="note warn" role="status">${t("offline")}</p>`}
    <h2>${t("arrivals")}</h2><${Table} caption=${t("arrivals")} rows=${told.arrivals} columns=${[{name: t("table_name"), of: one => one.table}, {name: t("committed"), of: one => moment(one.committedAt) + " · " + ago(one.committedAt)}, {name: t("rows_added"), n: true, of: one => whole(one.added)}, {name: t("rows_all"), n: true, of: one => whole(one.rows)}, {name: t("files"), n: true, of: one => whole(one.files)}]} />
    <h2>${t("rejects")}</h2>${told.rejects.length ? html`<${Table} caption=${t("rejects")} rows=${told.rejects} columns=${[{name: t("period"), of: one => one.day}, {name: t("family"), of: one => one.family}, {name: t("reason"), of: one => one.reason}, {name: t("count"), n: true, of: one => whole(one.count)}]} />
      <p class="quiet">${t("replay")}<code>./playhouse replay --since ${told.rejects.at(-1).day} --reason ${told.rejects[0].reason} --dry-run</code></p>` : html`<p class="quiet">${t("nothing")}</p>`}
    <h2>${t("checks")}</h2>${told.checks.length ? html`<${Table} caption=${t("checks")} rows=${told.checks} columns=${[{name: t("period"), of: one => one.day}, {name: t("table_name"), of: one => one.table}, {name: t("rule"), words: true, of: one => one.rule}, {name: t("count"), n: true, of: one => whole(one.failed) + " / " + whole(one.checked)}]} />` : html`<p class="quiet">${t("all_pass")}</p>`}
    <h2>${t("jobs")}</h2><${Table} caption=${t("jobs")} rows=${told.runs} columns=${[{name: t("job"), of: one => one.job}, {name: t("status"), of: one => html`<span class=${one.status === "succeeded" ? "better" : "worse"}>${one.status}</span>`}, {name: t("began"), of: one => moment(utc(one.startedAt))}, {name: t("took"), n: true, of: one => duration(Date.parse(utc(one.finishedAt)) - Date.parse(utc(one.startedAt)))}, {name: t("rows_written"), n: true, of: one => whole(one.writtenRows)}, {name: t("detail"), words: true, of: one => one.detail.slice(0, 200)}]} />
    <h2>${t("models")}</h2>${told.models.length ? html`<${Table} caption=${t("models")} rows=${told.models} columns=${[{name: t("model"), of: one => one.name}, {name: t("version"), of: one => one.version}, {name: t("stage"), of: one => one.stage}, {name: t("since"), of: one => moment(utc(one.since))}, {name: t("reason"), words: true, of: one => one.reason}]} />` : html`<p class="quiet">${t("nothing")}</p>`}
    <h2>${t("health")}</h2>${told.health.length ? html`<${Table} caption=${t("health")} rows=${told.health} columns=${[{name: t("model"), of: one => one.model}, {name: t("measure"), of: one => one.measure}, {name: t("subject"), of: one => one.subject}, {name: t("value"), n: true, of: one => number(one.value, "").text}, {name: t("limit"), n: true, of: one => number(one.high, "").text}, {name: t("verdict"), of: one => (one.passed === false ? html`<span class="worse">${t("alarm")}</span>` : one.passed ? t("holds") : "–")}]} />` : html`<p class="quiet">${t("nothing")}</p>`}
    <${Experiments} />
    <h2>${t("tables")}</h2><${Table} caption=${t("tables")} rows=${told.tables} columns=${[{name: t("table_name"), of: one => one.table}, {name: t("files"), n: true, of: one => whole(one.files)}, {name: t("snapshots"), n: true, of: one => whole(one.snapshots)}, {name: t("tags"), n: true, of: one => whole(one.tags)}, {name: t("metadata"), n: true, of: one => bytes(one.metadataBytes)}, {name: t("broken"), words: true, of: one => one.broken}]} />`}<//>`;
}
