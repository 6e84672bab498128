// Experiments, each variant beside its control: differences with intervals that hold however often one looks.
import {useAnswer} from "./api.js";
import {moment, number, signed, whole} from "./format.js";
import {html} from "./html.js";
import {State, Table} from "./parts.js";
import {t} from "./text.js";

const WIDTH = 240, MIDDLE = WIDTH / 2;

/** An interval about nothing in the middle, as shares of the control. */
function Interval({line, words}) {
  const share = value => (Number.isFinite(value) ? value / Math.abs(line.control) : null);
  const [low, high, middle] = [share(line.low ?? NaN), share(line.high ?? NaN), share(line.difference)];
  const most = Math.max(...[low, high, middle].map(one => Math.abs(one ?? 0)), 1e-9);
  const x = value => MIDDLE + (MIDDLE - 8) * (value / most);
  return html`<svg class="interval" viewBox="0 0 ${WIDTH} 20" width=${WIDTH} height="20" role="img" aria-label=${words}>
    <line class="none" x1=${MIDDLE} x2=${MIDDLE} y1="1" y2="19" />
    ${low !== null && high !== null && html`<line class="reach" x1=${x(low)} x2=${x(high)} y1="10" y2="10" />`}
    ${middle !== null && html`<circle cx=${x(middle)} cy="10" r="4" />`}</svg>`;
}

function told(line) {
  const ends = [line.low, line.high];
  return signed(line.lift) + (ends.every(Number.isFinite) && line.control ? " (" + ends.map(one => signed(one / Math.abs(line.control))).join(" … ") + ")" : "");
}

function Readout({one}) {
  const answer = useAnswer(one.started ? "/v1/experiments/" + encodeURIComponent(one.design.key) + "/readout?slice=all" : null, 60000);
  const view = answer.value;
  const people = view ? Object.entries(view.exposed).map(([variant, n]) => variant + " " + whole(n)).join(" · ") : "";
  return html`<h3>${one.design.key} <span class="badge">${t("state_" + one.state)}</span></h3>
    <p class="quiet">${one.design.hypothesis}${one.started ? " · " + t("since") + " " + moment(one.started) : ""}${people ? " · " + t("exposed") + ": " + people : ""}</p>
    ${view?.sampleRatioAlarm && html`<p class="note bad" role="alert">${t("uneven")}</p>`}
    ${one.started && html`<${State} answer=${answer}>${view && (view.effects.length ? html`<${Table} caption=${one.design.key} rows=${view.effects} columns=${[
      {name: t("measure"), of: line => line.metric + (line.metric === one.design.metric ? " ★" : "")}, {name: t("variant"), of: line => line.variant},
      {name: t("method"), of: line => line.method}, {name: t("people"), n: true, of: line => whole(line.people)},
      {name: t("control"), n: true, of: line => number(line.control, "").text}, {name: t("interval"), of: line => html`<${Interval} line=${line} words=${told(line)} />`},
      {name: t("change"), n: true, of: told}, {name: t("verdict"), of: line => (line.conclusive ? html`<strong>${t("conclusive")}</strong>` : t("open"))}]} />`
      : html`<p class="quiet">${t("no_effects")}</p>`)}<//>`}`;
}

/** All of them, the newest first. */
export function Experiments() {
  const answer = useAnswer("/v1/experiments", 60000);
  return html`<h2>${t("experiments")}</h2><${State} answer=${answer}>${answer.value && (answer.value.items.length
    ? html`<p class="quiet">${t("interval_why")}</p>${answer.value.items.slice(0, 20).map(one => html`<${Readout} key=${one.design.key} one=${one} />`)}`
    : html`<p class="quiet">${t("nothing")}</p>`)}<//>`;
}
