// The panel's entry: the loader imports it, and it starts the wasm. What the
// page's own programs can say to the panel is here (`madoguchi.d.ts`).

import { imports, mount, run, shared } from "madoguchi-widget";
import css from "madoguchi-styles";
import { counter } from "./count.js";
import { context, matter } from "./page.js";
import { fit } from "./view.js";

/** What the other files of this version are, which is named by this one's hash. */
export const rest = REST;

/** Runs something when the page has nothing else to do. */
const idle = window.requestIdleCallback || setTimeout;

/** How often the panel is told that time goes by: `panel::TICK`. */
const TICK = 10_000;

/** The wasm, which is started once for all widgets of a page. */
let started;

/** Makes an instance of a file of wasm, if it is what this one was built with. */
async function instantiate(answer, known, imports) {
  const bytes = await answer.arrayBuffer();
  // There is no digest on a page without https.
  const hash = await crypto.subtle?.digest("SHA-256", bytes);
  if (hash && btoa(String.fromCharCode(...new Uint8Array(hash))) != known) throw Error("the wasm is another");
  return (await WebAssembly.instantiate(bytes, imports)).instance;
}

/** What comes after the first screen, as a file of its own: there, or on its way. */
let later;
const more = () =>
  (later ||= fetch(new URL("later.wasm", import.meta.url), { signal: AbortSignal.timeout(8000) })
    .then((answer) => instantiate(answer, LATER, shared()))
    .catch((why) => ((later = 0), Promise.reject(why))));

/**
 * Mounts the closed panel into the loader's shadow root `root` of `host`.
 *
 * `parts` promises how the requests for wasm and settings ended; without it,
 * and where the page's policy refuses what the panel needs, it is shown in a
 * frame of ours. `options` is what the script tag says, `told` what was called
 * before this came. Once `late` is set, the loader no longer waits.
 *
 * `page` is there inside of that frame alone: it tells what the page outside
 * shows. Gives back the function that calls by name, with a value.
 */
export async function start(given) {
  const { root, host, base, shop, options, told } = given;
  const sheet = new CSSStyleSheet();
  // As the device is, unless the page knows better.
  const dark = { dark: " all", light: " not all" }[options.theme];
  sheet.replaceSync(dark ? css.replaceAll("(prefers-color-scheme:dark)", dark) : css);
  host.dataset.side = options.position == "left" ? "left" : "right";
  const parts = await given.parts;
  let published;
  try {
    const [code, settings] = parts.map(({ value, reason }) => {
      if (reason) throw reason;
      return value;
    });
    if (!settings.ok) return Promise.reject(settings.status);
    // One that is there serves all; a second would take its place under the first.
    await (started ||= instantiate(code, WASM, imports()).then(run).catch((why) => ((started = 0), Promise.reject(why))));
    published = await settings.text();
  } catch (why) {
    if (given.page) throw why;
    // Not allowed here, perhaps: a page of ours has a policy of its own.
    const part = await import(new URL("frame.js", import.meta.url));
    return part.frame(given, sheet, page);
  }
  if (given.late) throw given.late;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];

  const launcher = root.querySelector(".launcher");
  // What stands in the flow of the page has no launcher, and is always open.
  if (host.localName == "madoguchi-widget") launcher.remove();
  const gone = new AbortController();
  fit(host, gone);
  const tell = (name, detail) => host.dispatchEvent(new CustomEvent(name, { detail }));
  const shown = (open) => {
    launcher.setAttribute("aria-expanded", open);
    tell(open ? "open" : "close");
  };
  /** What the shopper looks at: as the page says, or as it was told. */
  function page() {
    if (given.page) return given.page();
    const own = { ...options, ...document.querySelector(`script[data-shop="${shop}"]`)?.dataset, ...host.dataset };
    const { name, sku, price, category, url } = told.setProduct || {};
    const seen = context(name ? { ...own, productName: name, productSku: sku, productPrice: price, productCategory: category } : own, document.documentElement.lang);
    if (name && url) seen.product.url = String(url);
    if (told.identify != null) seen.identity = told.identify;
    return JSON.stringify(seen);
  }

  // The shop's site key, where it asks for a challenge: loaded at the first
  // touch of the form, asked for its token when the form is sent.
  const key = /"turnstile":"([^"\\]+)"/.exec(published)?.[1];
  let challenge;
  let tries = 0;
  const begin = () =>
    (challenge ||= import(new URL("turnstile.js" + (tries ? "?" + tries : ""), import.meta.url))
      .then((part) => part.start(host, key, host.lang || "auto"))
      // A failed import is remembered by its address.
      .catch(() => void (tries++, (challenge = 0))));
  // On its way down: what was touched may be gone on the way up.
  if (key) root.addEventListener("change", ({ target }) => target.form && begin(), { capture: true, signal: gone.signal });

  const count = counter(`${base}/v1/shops/${shop}/events`, () => JSON.parse(page()).product?.sku || "", /"home\.kept":/.test(published));
  document.addEventListener("visibilitychange", () => document.hidden && count("end"), gone);

  let ticket;
  let turn = 0;
  const hear = (word, what) => {
    const [first, second] = what.split(" ");
    if (word == "page") return page();
    if (word == "more") return goOn();
    if (word == "challenge") return key && begin().then((take) => take?.());
    count(word == "close" ? "end" : word, what);
    if (word == "close") shown(false), launcher.focus();
    if (word == "answer" || word == "solved") tell(word, { entry: what });
    // Two panels may have waited for the one answer: before and after a change of language.
    if (word == "ticket" && ticket != (ticket = what)) tell(word, { ticket: first, topic: second });
    if (word == "error") tell(word, { code: what });
  };
  let act;
  const draw = () => {
    act = mount(root, host, `${base}/v1/shops/${shop}`, shop, published, hear);
    goOn();
    idle(ready);
    idle(then("idle"));
  };
  /**
   * Lays the closed panel out where nobody sees it: what that takes, with letters
   * drawn in these sizes for the first time, is most of what opening takes.
   */
  const ready = () => {
    const dialog = root.querySelector("dialog");
    if (!dialog || dialog.open) return;
    dialog.style.cssText = "display:flex;visibility:hidden";
    dialog.offsetHeight;
    dialog.removeAttribute("style");
  };
  /** Tells the panel that is there now, if it is still there by then. */
  const then = (word, mine = act) => () => gone.signal.aborted || mine != act || act(word, "");
  /** Has the panel know when it can go on from the first screen, or that it can't. */
  const goOn = () => more().then(then("more"), then("lost"));
  draw();
  const timer = setInterval(() => host.isConnected && act("tick", ""), TICK);
  addEventListener("online", () => act("online", ""), gone);

  // What has the focus, for a page that takes it away with its body.
  let at;
  root.addEventListener("focusin", ({ target }) => (at = target), gone);
  root.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && (at = 0), gone);

  const acts = {
    open(given) {
      const { topic, product, order, answer } = matter(given);
      if (product?.name) acts.setProduct(product);
      const dialog = root.querySelector("dialog");
      if (!dialog.open) {
        act("open", "");
        shown(true);
      }
      if (order) act("order", String(order));
      if (answer) act("answer", String(answer));
      if (topic) act("topic", String(topic));
    },
    close: () => act("close", ""),
    toggle: () => (root.querySelector("dialog").open ? acts.close() : acts.open()),
    setProduct(product) {
      told.setProduct = product;
      act("page", "");
    },
    identify(token) {
      told.identify = token;
      act("page", "");
    },
    async setLanguage(language) {
      const mine = ++turn;
      const asked = fetch(`${base}/v1/shops/${shop}/widget?lang=${language}`).then((answer) => answer.ok && answer.text());
      const text = await asked.catch(() => {});
      if (given.late || mine != turn) return;
      if (!text) return tell("error", { code: "load" });
      published = text;
      const { open } = root.querySelector("dialog");
      const form = root.querySelector("#form");
      act("end", "");
      draw();
      const { language: spoken, texts } = JSON.parse(published);
      host.lang = spoken;
      launcher.lastChild.data = texts["panel.label"];
      if (open) act("open", "");
      if (form) act("topic", "");
    },
    /** The page has put another body in the place of its own. */
    moved() {
      const dialog = root.querySelector("dialog");
      const held = at;
      // What covered the page does so no more.
      if (dialog.open && dialog.getAttribute("aria-modal")) dialog.close(), dialog.showModal();
      act("page", "");
      if (dialog.open) held?.focus();
    },
    destroy() {
      gone.abort();
      clearInterval(timer);
      act("end", "");
    },
  };
  if (told.setLanguage) acts.setLanguage(told.setLanguage);
  tell("ready");
  return (name, value) => gone.signal.aborted || acts[name](value ?? undefined);
}
