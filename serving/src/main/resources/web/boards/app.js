// The boards' page: its bar, what its address names, and what the viewer chose of language, appearance and calendar.
import {render} from "preact";
import {useEffect, useState} from "preact/hooks";
import {ask, takeToken, useAnswer} from "./api.js";
import {Board, Boards} from "./board.js";
import {html} from "./html.js";
import {Choice, State} from "./parts.js";
import {language, speak, t} from "./text.js";

const kept = (key, otherwise) => localStorage.getItem(key) || otherwise;

function dress(theme) {
  localStorage.setItem("theme", theme);
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  dispatchEvent(new Event("look"));
}

/** Pages that are fetched when somebody opens them. */
const LATER = {kpis: () => import("./kpi.js"), content: () => import("./content.js"), platform: () => import("./platform.js")};

function Later({page, ...given}) {
  const [made, setMade] = useState(null);
  useEffect(() => { LATER[page]().then(module => setMade(() => module.default)); }, [page]);
  return made ? html`<${made} ...${given} />` : html`<h1 class="ghost"> </h1>`;
}

function App() {
  const [where, setWhere] = useState(location.pathname + location.search);
  const [tongue, setTongue] = useState(language());
  const [theme, setTheme] = useState(kept("theme", "auto"));
  const [zone, setZone] = useState(kept("zone", ""));
  const definitions = useAnswer("/v1/kpis");
  const boards = useAnswer("/v1/boards");

  function go(path) {
    history.pushState(null, "", path);
    setWhere(path);
    scrollTo(0, 0);
    document.getElementById("main")?.focus({preventScroll: true});
  }
  useEffect(() => {
    const back = () => setWhere(location.pathname + location.search);
    const follow = event => {
      const link = event.target.closest?.("a[href^='/']");
      if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || !/^\/(boards|kpis|content|platform)/.test(link.getAttribute("href"))) return;
      event.preventDefault();
      go(link.getAttribute("href"));
    };
    addEventListener("popstate", back);
    document.addEventListener("click", follow);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const look = () => dispatchEvent(new Event("look"));
    dark.addEventListener("change", look);
    return () => { removeEventListener("popstate", back); document.removeEventListener("click", follow); dark.removeEventListener("change", look); };
  }, []);

  const url = new URL(where, location.origin);
  const allowed = Boolean(boards.value);
  useEffect(() => { if (allowed) ask("POST", "/v1/boards/views", {page: url.pathname, embedded: url.searchParams.has("embed")}).catch(() => {}); }, [allowed, url.pathname]);
  const [page, id] = url.pathname.split("/").slice(1).map(decodeURIComponent);
  const zones = definitions.value?.zones || [];
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const calendar = zones.includes(zone) ? zone : zones.includes(here) ? here : zones[0];
  const all = definitions.value && {...definitions.value, me: boards.value?.you};
  const given = {all, zone: calendar, go, id, query: url.searchParams, currency: all?.currency || "USD"};
  document.body.classList.toggle("embedded", url.searchParams.has("embed"));
  const tab = (path, word) => html`<a href=${"/" + path} aria-current=${page === path || (path === "boards" && page === "kpis") ? "page" : null}>${t(word)}</a>`;
  return html`<a class="skip" href="#main">${t("skip")}</a>
    <header class="bar"><a class="brand" href="/boards">Playhouse</a>
      <nav aria-label="Playhouse">${tab("boards", "boards")}${tab("content", "content")}${tab("platform", "platform")}</nav>
      <div class="end">
        ${calendar && html`<${Choice} quiet label=${t("zone")} value=${calendar} options=${zones.map(one => [one, t("zone") + " " + one])} change=${value => { localStorage.setItem("zone", value); setZone(value); }} />`}
        <${Choice} quiet label=${t("theme")} value=${theme} options=${["auto", "light", "dark"].map(one => [one, t(one)])} change=${value => { dress(value); setTheme(value); }} />
        <${Choice} quiet label=${t("language")} value=${tongue} options=${[["en", "English"], ["zh", "中文"]]} change=${value => { speak(value); setTongue(value); }} />
      </div></header>
    <main id="main" tabindex="-1" key=${tongue}><${State} answer=${definitions}>${all && (
      page === "boards" && !id ? html`<${Boards} ...${given} />`
      : page === "boards" ? html`<${Board} key=${id} ...${given} />`
      : html`<${Later} key=${page + id} page=${page} ...${given} />`)}<//></main>`;
}

takeToken();
if (kept("theme", "auto") !== "auto") dress(kept("theme", "auto"));
const app = document.getElementById("app");
app.replaceChildren();
render(html`<${App} />`, app);
