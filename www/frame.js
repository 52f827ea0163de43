// The panel in a frame of ours: for pages that allow no wasm or no requests to
// us, or that wish for it. Inside is `inside.js`; both hear each other alone,
// by window and origin.

import { matter } from "./page.js";

/** How long the frame may take to be there. */
const PATIENCE = 7_000;
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

  const version = import.meta.url.split("/").at(-2);
  const lead = (language) =>
    (inner.src = `${base}/f/${shop}?${new URLSearchParams({ v: version, lang: language, theme: options.theme || "", place: standing ? "1" : "" })}`);
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
        // Once more after it came to stand in another body, or in another language.
        if (dialog.open) say("open");
        done();
      } else if (word == "close") hide();
      else tell(word, detail);
    };
    addEventListener("message", hear, gone);
    const refused = ({ effectiveDirective, blockedURI }) => /frame|child/.test(effectiveDirective) && blockedURI.startsWith(base) && failed(Error("refused"));
    document.addEventListener("securitypolicyviolation", refused, gone);
  });
  const sheets = root.adoptedStyleSheets;
  root.adoptedStyleSheets = [...sheets, sheet];
  const first = told.setLanguage || lang;
  lead(first);
  root.append(dialog);
  const end = () => {
    gone.abort();
    dialog.remove();
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
  if (told.setLanguage && told.setLanguage != first) lead(told.setLanguage);

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
    setLanguage: lead,
    moved() {
      if (dialog.open) dialog.close(), show();
    },
    destroy: end,
  };
  tell("ready");
  return (name, value) => acts[name](value ?? undefined);
}
