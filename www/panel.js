// The panel's entry: the loader imports it, and it starts the wasm.

import { imports, mount, run } from "madoguchi-widget";
import css from "./panel.css";
import { context } from "./page.js";
import { fit } from "./view.js";

/**
 * Mounts the closed panel into the loader's shadow root.
 *
 * `wasm` and `settings` are the answers to what the loader fetched, `page` the
 * script tag's `data-*`, `closed` is called when the shopper closes the panel.
 * Gives back the function that opens (true) and closes (false).
 */
export async function start({ root, host, base, shop, page, wasm, settings, closed }) {
  // Compiles while it arrives, if the server names the type; else as bytes.
  const typed = wasm.headers.get("Content-Type")?.startsWith("application/wasm");
  const made = typed ? WebAssembly.instantiateStreaming(wasm, imports()) : WebAssembly.instantiate(await wasm.arrayBuffer(), imports());
  const [published, { instance }] = await Promise.all([settings.text(), made]);
  run(instance);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  fit(host);
  // The shop's site key, where it asks for a challenge: loaded at the first
  // touch of the form, asked for its token when the form is sent.
  const key = /"turnstile":"([^"\\]+)"/.exec(published)?.[1];
  let challenge;
  let tries = 0;
  const begin = () =>
    (challenge ||= import(base + "/turnstile.js" + (tries ? "?" + tries : ""))
      .then((part) => part.start(host, key, page.lang || document.documentElement.lang || "auto"))
      // A failed import is remembered by its address.
      .catch(() => void (tries++, (challenge = 0))));
  const touched = ({ target }) => target.form && begin();
  // On its way down: what was touched may be gone on the way up.
  if (key) root.addEventListener("change", touched, true);
  const told = (ask) => (ask ? key && begin().then((take) => take?.()) : JSON.stringify(context(page, document.documentElement.lang)));
  return mount(root, host, `${base}/v1/shops/${shop}`, shop, published, told, closed);
}
