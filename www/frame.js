// The panel in a frame of ours: for pages that allow no wasm or no requests to
// us, or that wish for it. Inside is `inside.js`; both hear each other alone,
// by window and origin.

import { matter } from "./page.js";

/** How long the frame may take to be there. */
const PATIENCE = 7_000;
/** Under the name of a kept request: it is kept in the frame. */
const MARK = "frame";
/** From this width on it stands beside the page: `panel::ROOMY`. */
const ROOMY = "(min-width: 600px) and (min-height: 480px)";

/**
 * Makes the frame; `sheet` is how the panel looks, `page` tells what the page
 * shows. Fails where the page's policy, or ours, doesn't allow it.
 */
export async function frame(given, sheet, page) {
  const { root, host, base, shop, lang, options, told } = given;
  const launcher = root.querySelector(".launcher");
  const standing = host.localName == "madoguchi-widget";
  const gone = new AbortController();
  const dialog = document.createElement("dialog");
  const inner = document.createElement("iframe");
  dialog.id = "panel";
  inner.title = launcher.textContent;
  dialog.setAttribute("aria-label", inner.title);
  Object.assign(inner.style, { width: "100%", height: standing ? "720px" : "100%", border: "0" });
  dialog.append(inner);

  // What became of a request while the dialog was closed, as the panel's own is.
  const news = document.createElement("div");
  news.setAttribute("role", "status");

  const version = import.meta.url.split("/").at(-2);
  inner.src = `${base}/f/${shop}?${new URLSearchParams({ v: version, lang, theme: options.theme || "", place: standing ? "1" : "" })}`;
  const say = (...message) => inner.contentWindow?.postMessage(message, base);
  const tell = (name, detail) => host.dispatchEvent(new CustomEvent(name, { detail }));
  const shown = (open) => {
    launcher.setAttribute("aria-expanded", open);
    tell(open ? "open" : "close");
  };
  const hide = () => {
    if (!dialog.open || standing) return;
    dialog.close();
    say("close");
    shown(false);
    launcher.focus();
  };
  /** Shows here what can't be seen in there, and keeps what the loader looks for. */
  const state = ({ language, label, note, kept }) => {
    if (label && label != inner.title) {
      host.lang = language;
      launcher.lastChild.data = inner.title = label;
      dialog.setAttribute("aria-label", label);
    }
    news.lang = language;
    news.replaceChildren();
    if (note) {
      const [text, ...words] = note;
      const box = document.createElement("div");
      box.className = "note";
      box.append(text, ...words.map((word) => Object.assign(document.createElement("button"), { textContent: word })));
      const [see, close] = box.children;
      see.onclick = () => (say("news", "see"), acts.open());
      close.onclick = () => say("news", "close");
      news.append(box);
    }
    const name = "madoguchi!" + shop;
    try {
      // A request that is kept here itself, by a page without a frame, stays.
      if (kept) localStorage[name] ||= MARK;
      else if (localStorage[name] == MARK) delete localStorage[name];
    } catch {
      // What this page may not keep is sent again when the panel is next opened.
    }
  };
  // In the flow of the page nobody asked for the focus.
  const show = () => (standing ? (dialog.open = true) : matchMedia(ROOMY).matches ? dialog.show() : dialog.showModal());
  dialog.addEventListener("cancel", (event) => (event.preventDefault(), hide()));
  // What it is told first says to whom it may answer.
  inner.onload = () => say("page", page());

  let up;
  const there = new Promise((done, failed) => {
    setTimeout(failed, PATIENCE, Error("no frame"));
    const hear = ({ source, origin, data }) => {
      if (source != inner.contentWindow || origin != base) return;
      const [word, detail] = data;
      if (word == "failed") failed(Error(detail)), up && tell("error", { code: "load" });
      else if (word == "ready") {
        // Once more after it came to stand in another body.
        if (dialog.open) say("open");
        if (told.setLanguage) say("setLanguage", told.setLanguage);
        done();
      } else if (word == "state") state(detail);
      else if (word == "close") hide();
      else tell(word, detail);
    };
    addEventListener("message", hear, gone);
    const refused = ({ effectiveDirective, blockedURI }) => /frame|child/.test(effectiveDirective) && blockedURI.startsWith(base) && failed(Error("refused"));
    document.addEventListener("securitypolicyviolation", refused, gone);
  });
  const sheets = root.adoptedStyleSheets;
  root.adoptedStyleSheets = [...sheets, sheet];
  root.append(dialog, news);
  const end = () => {
    gone.abort();
    dialog.remove();
    news.remove();
    root.adoptedStyleSheets = sheets;
  };
  try {
    await there;
    if (given.late) throw given.late;
  } catch (why) {
    end();
    throw why;
  }
  if (standing) launcher.remove();
  up = true;

  const acts = {
    open(given) {
      const { topic, product, order, answer } = matter(given);
      if (product?.name) told.setProduct = product;
      say("page", page());
      say("open", { topic, order, answer });
      if (!dialog.open) show(), shown(true);
      if (!standing) inner.focus();
    },
    close: hide,
    toggle: () => (dialog.open ? hide() : acts.open()),
    setProduct(product) {
      told.setProduct = product;
      say("page", page());
    },
    identify(token) {
      told.identify = token;
      say("page", page());
    },
    setLanguage(language) {
      told.setLanguage = language;
      say("setLanguage", language);
    },
    moved() {
      if (dialog.open) dialog.close(), show();
    },
    destroy: end,
  };
  tell("ready");
  return (name, value) => gone.signal.aborted || acts[name](value ?? undefined);
}
