// What the shopper is looking at: the page's address and its product, from the
// script tag's `data-product-*`, else from what the shop's system tells; and
// who the shop says they are, a signed token in `data-identity`.

import { product } from "./product.js";

/** What the panel is to be opened for: as it was called, or as the link says that was clicked. */
export function matter(from = {}) {
  const [, answer] = /#madoguchi-answer=([\w-]+)/.exec(from.href) || [];
  return { answer, ...(from.dataset || from) };
}

/** The page as the panel wants it: `{url, product: {name, sku, price, category, url, source}, identity}`. */
export function context(data, lang) {
  const url = location.origin + location.pathname;
  const { name, sku, price, category } = data.productName ? { name: data.productName, sku: data.productSku, price: data.productPrice, category: data.productCategory } : product(lang);
  // Half of a pair, which a cut may leave, can't be sent.
  const text = (value) => (value == null ? "" : String(value).trim().slice(0, 200).replace(/\p{Cs}/gu, ""));
  const told = { name: text(name), sku: text(sku), price: text(price), category: text(category), url: name ? url : "", source: name ? "page" : "" };
  return { url, product: told, identity: data.identity || "" };
}
