// The loader: one script tag on a shop's page. It draws the launcher and does
// nothing else until the shopper reaches for it; then it fetches the panel.
//
// <script async src="https://…/embed.js" data-shop="demo"
//   [data-lang] [data-position="left"] [data-offset="80"] [data-accent="#1f6f54"] [data-prefetch="idle"]></script>

const script = document.currentScript || document.querySelector("script[data-shop][src*='/embed.js']");
if (script && !window.Madoguchi && document.adoptedStyleSheets) {
  const options = script.dataset;
  const lang = (options.lang || document.documentElement.lang || navigator.language).slice(0, 2).toLowerCase();
  const words = lang == "ja"
    ? ["お問い合わせ", "開けません。1分後にお試しください。", "もう一度", "別ページで開く"]
    : ["Help", "It failed. Try again in a minute.", "Retry", "Plain page"];
  const base = new URL(script.src).origin;
  const query = "?lang=" + lang;
  /** How long the panel may take before we say so. */
  const PATIENCE = 8000;

  const css = `
:host{all:initial!important;position:fixed!important;z-index:2147483000!important;bottom:max(var(--mdg-offset,20px),env(safe-area-inset-bottom))!important;right:max(20px,env(safe-area-inset-right))!important}
:host([data-side=left]){right:auto!important;left:max(20px,env(safe-area-inset-left))!important}
@media print{:host{display:none!important}}
*{box-sizing:border-box}
.launcher,.note{font:600 15px/1.4 system-ui,-apple-system,"Hiragino Sans","Noto Sans JP","Yu Gothic UI",Meiryo,sans-serif}
.launcher{display:flex;align-items:center;justify-content:center;gap:8px;height:52px;padding:0 20px 0 16px;border:1px solid transparent;border-radius:26px;background:var(--mdg-accent,#24292f);color:var(--mdg-on-accent,#fff);cursor:pointer;box-shadow:0 4px 20px #0004;transition:.2s}
.launcher:hover{box-shadow:0 4px 28px #0006}
.launcher:focus-visible,.note button:focus-visible{outline:3px solid var(--mdg-on-accent,#fff);box-shadow:0 0 0 6px var(--mdg-accent,#24292f)}
svg{width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.launcher[aria-busy=true] svg{animation:wait 1s ease-in-out infinite alternate}
.note{position:absolute;right:0;bottom:64px;width:280px;max-width:calc(100vw - 40px);padding:16px;border:1px solid #8884;border-radius:12px;background:#fff;color:#111;font-weight:400;box-shadow:0 4px 20px #0004}
:host([data-side=left]) .note{right:auto;left:0}
.note button{display:block;min-height:44px;margin-top:8px;padding:0 16px;border:1px solid #8888;border-radius:22px;background:none;color:inherit;font:inherit;cursor:pointer}
@keyframes wait{to{opacity:.35}}
@media(prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}`;

  const host = document.createElement("madoguchi-panel");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  host.dataset.side = options.position == "left" ? "left" : "right";
  if (+options.offset >= 0) host.style.setProperty("--mdg-offset", +options.offset + "px");
  if (/^#[\da-f]{6}$/i.test(options.accent)) {
    // Relative luminance (WCAG 2.2); black and white are equally far from .18.
    const light = [0.2126, 0.7152, 0.0722].reduce((sum, part, i) => sum + part * (parseInt(options.accent.substr(1 + 2 * i, 2), 16) / 255) ** 2.2, 0);
    host.style.setProperty("--mdg-accent", options.accent);
    host.style.setProperty("--mdg-on-accent", light > 0.18 ? "#000" : "#fff");
  }

  const button = (name, text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = name;
    made.append(text);
    made.onclick = act;
    return made;
  };
  const drawn = (name, key, value) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    made.setAttribute(key, value);
    return made;
  };
  const launcher = button("launcher", words[0], () => (shown ? close() : open()));
  const icon = drawn("svg", "viewBox", "0 0 24 24");
  icon.append(drawn("path", "d", "M4 5h16v11h-9l-4 4v-4H4zM8 9h8M8 12h5"));
  launcher.prepend(icon);
  host.lang = lang;
  launcher.setAttribute("aria-haspopup", "dialog");
  root.append(launcher);

  let shown = false;
  let tries = 0;
  let fetched;
  let mounted;
  let note;

  const set = (state, busy) => {
    shown = state;
    launcher.setAttribute("aria-expanded", state);
    launcher.setAttribute("aria-busy", !!busy);
  };
  set(false);

  /** The downloads: entry, wasm and settings at once. */
  const fetchAll = () => {
    // A failed import is remembered by its address, so that a retry needs another.
    const again = tries ? "?" + tries : "";
    const ok = (path) => fetch(base + path, { credentials: "omit" }).then((answer) => (answer.ok ? answer : Promise.reject(answer.status)));
    const parts = [import(base + "/panel.js" + again), ok("/panel.wasm" + again), ok("/v1/shops/" + options.shop + "/widget" + query)];
    return Promise.all(parts);
  };
  const prefetch = () => (fetched ||= fetchAll().catch((why) => ((fetched = 0), Promise.reject(why))));

  /** The panel, mounted and closed. */
  const panel = () =>
    (mounted ||= Promise.race([
      prefetch().then(([entry, wasm, settings]) => entry.start({ root, host, base, shop: options.shop, page: options, wasm, settings, closed: () => (set(false), launcher.focus()) })),
      new Promise((_, reject) => setTimeout(reject, PATIENCE)),
    ]).catch((why) => ((fetched = mounted = 0), tries++, Promise.reject(why))));
  const early = () => void panel().catch(() => {});

  /** The place for the way out where the panel can't start. */
  const fallback = () => {
    note = document.createElement("div");
    note.className = "note";
    note.setAttribute("role", "alert");
    // Or the same without wasm, on a page of ours.
    note.append(words[1], button("again", words[2], open), button("plain", words[3], () => window.open(base + "/s/" + options.shop + query)));
    root.append(note);
  };

  const open = () => {
    note?.remove();
    set(true, true);
    return panel().then(
      (show) => {
        if (shown) set(true), show(true);
      },
      () => shown && (set(false), fallback()),
    );
  };
  const close = () => {
    note?.remove();
    set(false);
    mounted?.then((show) => show(false), () => {});
  };

  for (const sign of ["pointerenter", "touchstart", "focus"]) launcher.addEventListener(sign, early, { once: true, passive: true });
  const draw = () => {
    document.body.append(host);
    // A request that was sent and not accepted: the panel sends it again.
    try {
      localStorage["madoguchi!" + options.shop] && early();
    } catch {}
    const net = navigator.connection;
    if (options.prefetch == "idle" && !net?.saveData && !/2g/.test(net?.effectiveType))
      (window.requestIdleCallback || setTimeout)(() => document.hidden || prefetch().catch(() => {}));
  };
  document.body ? draw() : addEventListener("DOMContentLoaded", draw);

  window.Madoguchi = { open, close, version: 1 };
}
