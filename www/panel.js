// The panel's entry: the loader imports it, and it starts the wasm.

import init, { mount } from "madoguchi-widget";
import css from "./panel.css";
import { context } from "./page.js";

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
  const [published] = await Promise.all([settings.text(), init({ module_or_path: typed ? wasm : await wasm.arrayBuffer() })]);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return mount(root, host, `${base}/v1/shops/${shop}`, shop, published, () => JSON.stringify(context(page, document.documentElement.lang)), closed);
}
