// The loader: one script tag on a shop's page. It draws the launcher and does
// nothing else until the shopper reaches for it; then it fetches the panel,
// which knows all the rest (`panel.js`).
//
// <script async src="https://…/embed.js" data-shop="demo"></script>
//
// What can be set, and what `window.Madoguchi` can do: `madoguchi.d.ts`.
// Every byte of this file is on every page of a shop: 2,048 are all it may have.

const script = document.currentScript || document.querySelector("script[src*='/embed.js']");
const base = new URL(script.src).origin;
/** The one version that this loader knows, named by the hash of its entry. */
const parts = base + "/v/" + VERSION;
const before = window.Madoguchi;
/** All widgets of this page by their shop. The first one's calls are its own. */
const all = before?.widgets ? before : (window.Madoguchi = { widgets: {}, version: VERSION });

/** Starts a shop's widget: with a launcher, or in the flow of the page in `place`. */
const start = (options, place) => {
  const { shop } = options;
  const known = all.widgets[shop];
  // The same line twice, or again on a page that took another's place.
  if (known?.host.isConnected || !shop || !document.adoptedStyleSheets) return known;
  known?.destroy();

  const words = { ja: "お問い合わせ,別ページで開く ↗", zh: "咨询,另页打开 ↗", ko: "문의하기,새 창에서 열기 ↗", en: "Help,Open page ↗" };
  let lang = (options.lang || document.documentElement.lang || navigator.language).slice(0, 2).toLowerCase();
  const label = (words[lang] || words[(lang = "en")]).split(",");
  const side = /left/.exec(options.position) || "right";
  const [, r, g, b] = (/^#(..)(..)(..)$/.exec(options.accent) || []).map((x) => ("0x" + x) ** 2.2);
  const host = place || document.createElement("madoguchi-panel");
  const root = host.shadowRoot || host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  // Relative luminance (WCAG 2.2), fourteenfold and near enough; black and white are equally far from .18.
  sheet.replaceSync(`\
:host{all:initial!important;${place ? "display:block" : `position:fixed!important;z-index:${+options.z || 2147483000}!important;bottom:max(var(--mdg-offset),env(safe-area-inset-bottom))!important;${side}:max(20px,env(safe-area-inset-${side}))`}!important;--mdg-offset:${+options.offset >= 0 ? +options.offset : 20}px;${r + g + b >= 0 ? `--mdg-accent:${options.accent};--mdg-on-accent:${3 * r + 10 * g + b > 5e5 ? "#000" : "#fff"}` : ""}}\
@media print{:host{display:none!important}}\
.launcher{display:flex;border:1px solid #0000;cursor:pointer;color:var(--mdg-on-accent,#fff);gap:8px;height:52px;padding:0 20px;align-items:center;font:600 15px system-ui;border-radius:26px;background:var(--mdg-accent,#24292f)}\
.launcher:focus-visible{outline:3px solid var(--mdg-on-accent,#fff);box-shadow:0 0 0 6px var(--mdg-accent,#24292f)}\
.launcher:before{content:"";width:18px;height:14px;border:2px solid;border-radius:8px 8px 8px 0}\
[aria-busy=true]:before{opacity:.4}\
[hidden]{display:none}`);
  root.adoptedStyleSheets = [sheet];
  host.lang = lang;
  const launcher = document.createElement("button");
  launcher.className = "launcher";
  // Its words change where it comes to lead to a page, and back.
  launcher.setAttribute("aria-live", "polite");
  root.append(launcher);

  const told = {};
  let panel, loading, wanted, failed;
  let context = {};
  let again = "";
  const state = () => {
    launcher.setAttribute("aria-expanded", !!wanted);
    launcher.setAttribute("aria-busy", !panel && !!wanted);
  };
  const name = (which) => (launcher.textContent = label[(failed = which)]);

  /** Fetches entry, wasm and settings at once, and mounts the panel, closed. */
  const load = () => {
    if (loading) return;
    const mine = (context = { base, host, lang, options, root, shop, told, parts: options.mode != "frame" && Promise.allSettled([fetch(parts + "/panel.wasm"), fetch(base + "/v1/shops/" + shop + "/widget?lang=" + lang)]) });
    // A failed import is remembered by its address, so that a retry needs another.
    const src = parts + "/panel.js" + again;
    // What has another hash is refused: by each browser for a script, not by
    // each for a preload. The import takes what came here, and begins after it.
    loading = (async () => {
      await new Promise((onload, onerror) => document.head.append(Object.assign(document.createElement("script"), { integrity: "sha256-" + VERSION + "=", nonce: options.nonce || script.nonce, src, onload, onerror, type: "module" })));
      panel = await (await import(src)).start(mine);
      name(0);
      state();
      wanted && panel("open", wanted);
    })().catch(() => {
      again += "?";
      mine.late || fail(mine, (loading = 0));
    });
  };
  /** What comes now comes too late, if it is still waited for. */
  const fail = (mine) => {
    if (mine != context || !wanted || panel) return;
    mine.late = 1;
    loading = wanted = 0;
    name(1);
    state();
    host.dispatchEvent(new CustomEvent("error", { detail: { code: "load" } }));
  };
  const run = (name, value) => {
    if (panel) return panel(name, value);
    told[name] = value;
    // To open, to close, to toggle.
    if (/^[oct]/.test(name)) {
      wanted = name != "close" && (name == "open" || !wanted) && (value || {});
      state();
      if (wanted) {
        load();
        setTimeout(fail.bind(0, context), 8000);
      }
    }
  };
  // What is no selector would break each click on the page.
  let links = "x";
  try {
    host.closest(options.openOn);
    links = options.openOn || links;
  } catch (why) {
    console.warn(why);
  }
  const link = (event) => {
    const from = event.target.closest?.(links + (all.shop == shop ? ",[href*='#madoguchi']" : ""));
    from && (event.preventDefault(), api.open(from));
  };
  // Pages that put another body in the place of theirs take the launcher along.
  const watcher = new MutationObserver(() => host.isConnected || draw());
  const api = {
    shop,
    host,
    hide: () => (launcher.hidden = true),
    show: () => (launcher.hidden = false),
    on: host.addEventListener.bind(host),
    off: host.removeEventListener.bind(host),
    destroy() {
      run("close");
      run("destroy");
      // Nothing comes any more, nor is anything asked.
      (loading = context).late = 1;
      removeEventListener("click", link);
      removeEventListener("DOMContentLoaded", draw);
      watcher.disconnect();
      delete all.widgets[shop];
      root.replaceChildren();
      place || host.remove();
    },
  };
  for (const name of ["toggle", "open", "close", "setProduct", "identify", "setLanguage"]) api[name] = (value) => run(name, value);

  name(0);
  state();
  // Browsers inside of apps open nothing else: there this page makes way.
  launcher.onclick = () => (failed ? open((failed = base + "/s/" + shop + "?lang=" + lang)) || (location = failed) : api.toggle());
  launcher.onpointerenter = launcher.onfocus = load;
  addEventListener("click", link);
  const draw = () => {
    if (!place) {
      document.body.append(host);
      for (const each of [document, document.documentElement, document.body]) watcher.observe(each, { childList: true });
    }
    if (panel) return panel("moved");
    // A request that was sent and not accepted: the panel sends it again.
    try {
      localStorage["madoguchi!" + shop] && load();
    } catch {}
    if (options.prefetch == "idle" && !/2g|true/.test(navigator.connection?.effectiveType + navigator.connection?.saveData))
      (window.requestIdleCallback || setTimeout)(() => document.hidden || load());
  };
  document.body ? draw() : addEventListener("DOMContentLoaded", draw);

  if (!all.widgets[all.shop]) Object.assign(all, api);
  return (all.widgets[shop] = api);
};

const own = { ...before, ...script.dataset };
all.start = start;
// In the flow of the page, where its element or this script stands.
const inFlow = own.mode == "inline" || document.querySelector("madoguchi-widget");
// Calls that were made before this script was there, and in the same way after.
all.push = ([name, ...given]) => all[name]?.(...given);
inFlow ? import(parts + "/inline.js").then((part) => (part.place(own, script, start), before?.q?.map(all.push))) : (start(own), before?.q?.map(all.push));
