// A board: its tiles, and their arrangement while it is edited.
import {useEffect, useState} from "preact/hooks";
import {ask, useAnswer} from "./api.js";
import {html} from "./html.js";
import {follow} from "./live.js";
import {Ask, Choice, State} from "./parts.js";
import {AddTile, Tile} from "./tile.js";
import {language, pick, t} from "./text.js";

/** A group's own board: each of its numbers by its first measure, the first one wide. */
export function groupBoard({id, en, zh}, kpis) {
  const own = kpis.filter(kpi => kpi.id.split(".")[0] === id);
  const tiles = own.flatMap(kpi => {
    const split = kpi.dimensions.find(one => one !== "title" && one !== "campaign");
    return [{kpi: kpi.id, measure: kpi.measures[0].name, width: split ? 1 : 2}, ...(split ? [{kpi: kpi.id, measure: kpi.measures[0].name, by: split, width: 1}] : [])];
  });
  return {id, name: pick([en, zh]), tiles, version: 0, group: true};
}

export function Board({id, all, zone, go, currency}) {
  const group = all.groups.find(one => one.id === id);
  const saved = useAnswer(group ? null : "/v1/boards/" + id);
  const targets = useAnswer("/v1/targets", 60000);
  const raised = useAnswer("/v1/alerts/raised?limit=200", 30000);
  const [draft, setDraft] = useState(null);
  const [adding, setAdding] = useState(false);
  const [saving, setSaving] = useState(false);
  const [mailing, setMailing] = useState(false);
  const [said, setSaid] = useState("");
  const board = draft || (group ? groupBoard(group, all.items) : saved.value);
  useEffect(() => setDraft(null), [id]);
  const ids = board ? board.tiles.map(tile => tile.kpi) : [];
  useEffect(() => { follow(ids, zone); return () => follow([], zone); }, [ids.join(), zone]);
  useEffect(() => { if (board) document.title = board.name + " · Playhouse"; }, [board?.name]);
  if (!board) {
    return saved.error?.status === 404 ? html`<p class="note">${t("board_missing")}</p>` : html`<${State} answer=${saved} />`;
  }
  const edits = draft !== null;
  const change = tiles => setDraft({...board, tiles});
  const move = (from, to) => { const tiles = [...board.tiles]; tiles.splice(to, 0, ...tiles.splice(from, 1)); change(tiles); };
  const set = (n, tile) => change(board.tiles.map((one, k) => (k === n ? tile : one)));
  const mine = !group && board.owner && all.me === board.owner;

  async function save(form) {
    const body = {name: form.name, tiles: board.tiles, shared: Boolean(form.shared)};
    const made = mine ? await ask("PUT", "/v1/boards/" + board.id, {...body, version: board.version}) : await ask("POST", "/v1/boards", body);
    setDraft(null);
    setSaid(t("saved"));
    if (made.id === id) saved.again();
    else go("/boards/" + made.id);
  }

  const tools = n => html`<span class="row">
    <button class="icon" aria-label=${t("earlier")} title=${t("earlier")} disabled=${n === 0} onClick=${() => move(n, n - 1)}>←</button>
    <button class="icon" aria-label=${t("later")} title=${t("later")} disabled=${n === board.tiles.length - 1} onClick=${() => move(n, n + 1)}>→</button>
    <button class="icon" aria-label=${t("wider")} title=${t("wider")} disabled=${(board.tiles[n].width || 1) > 3} onClick=${() => set(n, {...board.tiles[n], width: (board.tiles[n].width || 1) + 1})}>+</button>
    <button class="icon" aria-label=${t("narrower")} title=${t("narrower")} disabled=${(board.tiles[n].width || 1) < 2} onClick=${() => set(n, {...board.tiles[n], width: board.tiles[n].width - 1})}>−</button>
    <button class="icon" aria-label=${t("remove")} title=${t("remove")} onClick=${() => change(board.tiles.filter((_, k) => k !== n))}>✕</button></span>`;

  return html`<div class="row between"><div><h1>${board.name}</h1><span class="quiet">${t("numbers", board.tiles.length)}${board.owner ? " · " + board.owner : ""}${board.shared ? " · " + t("shared") : ""}</span></div>
    <div class="row tools">${edits
      ? html`<button onClick=${() => setAdding(true)}>${t("add")}</button><button class="first" onClick=${() => setSaving(true)}>${t(mine ? "save" : "save_as")}</button><button onClick=${() => setDraft(null)}>${t("cancel")}</button>`
      : html`<button onClick=${() => setDraft({...board})}>${t("arrange")}</button><button onClick=${() => setSaving(true)}>${t(mine ? "save" : "save_as")}</button>
        <button onClick=${async () => { await navigator.clipboard.writeText(location.href); setSaid(t("copied")); }}>${t("copy_link")}</button>
        <button onClick=${() => print()}>${t("pdf")}</button>
        <button onClick=${() => setMailing(true)}>${t("by_mail")}</button>
        ${mine && html`<button onClick=${async () => { await ask("DELETE", "/v1/boards/" + board.id); go("/boards"); }}>${t("remove_board")}</button>`}`}
    </div></div>
    <p class="hidden" role="status">${said}</p>
    <section class="tiles" aria-label=${board.name}>${board.tiles.map((tile, n) => {
      const kpi = all.items.find(one => one.id === tile.kpi);
      return kpi && html`<${Tile} key=${[n, tile.kpi, tile.measure, tile.by, tile.chart].join()} tile=${tile} kpi=${kpi} zone=${zone} currency=${currency} tools=${edits && tools(n)}
        target=${(targets.value?.items || []).find(one => one.kpi === tile.kpi && one.measure === tile.measure && one.by === (tile.by || "") && one.grain === (tile.grain || (kpi.grains.includes("day") ? "day" : kpi.grains[0])))}
        raised=${(raised.value?.items || []).filter(one => one.kpi === tile.kpi)} />`;
    })}</section>
    ${mailing && html`<${Mailing} id=${id} close=${() => setMailing(false)} done=${() => setSaid(t("saved"))} />`}
    ${adding && html`<${AddTile} kpis=${all.items} close=${() => setAdding(false)} add=${tile => change([...board.tiles, tile])} />`}
    ${saving && html`<${Ask} title=${t(mine ? "save" : "save_as")} go=${t("save")} close=${() => setSaving(false)} action=${save}>
      <label>${t("name")}<input name="name" required maxlength="80" value=${board.name} /></label>
      <label class="check"><input type="checkbox" name="shared" checked=${board.shared} /> ${t("share")}</label><//>`}`;
}

/** When one is sent this board, and a further time. */
function Mailing({id, close, done}) {
  const path = "/v1/boards/" + id + "/schedules";
  const own = useAnswer(path);
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  async function add(form) {
    await ask("POST", path, {...form, zone: here, language: language()});
    own.again();
    done();
  }
  return html`<${Ask} title=${t("by_mail")} go=${t("send")} close=${close} action=${add}>
    ${own.value && own.value.items.map(one => html`<p class="row between"><span>${one.address} · ${t("mail_" + one.days)} ${one.at} ${one.zone}</span>
      <button type="button" onClick=${async () => { await ask("DELETE", "/v1/board-schedules/" + one.id); own.again(); }}>${t("remove")}</button></p>`)}
    <label>${t("address")}<input name="address" type="email" required maxlength="254" autocomplete="email" /></label>
    <label>${t("at", here)}<input name="at" type="time" required value="08:00" /></label>
    <${Choice} name="days" label=${t("days_of")} value="weekdays" options=${["daily", "weekdays", "mondays"].map(one => [one, t("mail_" + one)])} /><//>`;
}

/** All boards: the groups', one's own and those that are shared. */
export function Boards({all}) {
  const saved = useAnswer("/v1/boards");
  useEffect(() => { document.title = t("boards") + " · Playhouse"; }, []);
  return html`<h1>${t("boards")}</h1><h2>${t("groups")}</h2>
    <ul class="cards">${all.groups.map(({id, en, zh}) => html`<li><a href=${"/boards/" + id}><strong>${pick([en, zh])}</strong><span class="quiet">${all.items.filter(kpi => kpi.id.split(".")[0] === id).map(kpi => pick([kpi.en, kpi.zh])).join(" · ")}</span></a></li>`)}</ul>
    <h2>${t("own")}</h2>
    <${State} answer=${saved}>${saved.value && (saved.value.items.length
      ? html`<ul class="cards">${saved.value.items.map(one => html`<li><a href=${"/boards/" + one.id}><strong>${one.name}</strong><span class="quiet">${t("numbers", one.tiles.length)} · ${one.owner === all.me ? t("yours") : one.owner}${one.shared ? " · " + t("shared") : ""}</span></a></li>`)}</ul>`
      : html`<p class="note">${t("none_saved")}</p>`)}<//>`;
}
