// Every call, event and option of `www/madoguchi.d.ts`, as a shop's own program
// in TypeScript writes them. It is judged by the compiler alone (`xtask/src/types.rs`):
// what is missing here, or is no longer there, is an error.

import type { MadoguchiEvents, MadoguchiGlobal, MadoguchiMatter, MadoguchiOptions, MadoguchiProduct, MadoguchiQueue, MadoguchiWidget } from "../../www/madoguchi";

const product: Required<MadoguchiProduct> = { name: "Linen shirt", sku: "LS-1", price: "¥8,800", category: "Clothing > Shirts", url: "https://shop.example/linen-shirt" };
const matter: Required<MadoguchiMatter> = { topic: "return", product, order: "A-1001", answer: "postage" };

const options: Required<MadoguchiOptions> = {
  shop: "demo",
  lang: "ja",
  position: "left",
  offset: 90,
  z: "7",
  theme: "auto",
  accent: "#1f6f54",
  mode: "frame",
  openOn: ".contact-link",
  prefetch: "idle",
  nonce: "abc",
  identity: "header.claims.signature",
  productName: product.name,
  productSku: product.sku,
  productPrice: product.price,
  productCategory: product.category,
};

const heard: { [name in keyof MadoguchiEvents]: (event: CustomEvent<MadoguchiEvents[name]>) => string | null } = {
  ready: ({ detail }) => detail,
  open: ({ detail }) => detail,
  close: ({ detail }) => detail,
  answer: ({ detail }) => detail.entry,
  solved: ({ detail }) => detail.entry,
  ticket: ({ detail }) => detail.ticket + detail.topic,
  error: ({ detail }) => detail.code satisfies "load" | "topic",
};

const calls: { [name in keyof Required<MadoguchiGlobal>]: (desk: MadoguchiGlobal) => unknown } = {
  shop: ({ shop }) => shop.length,
  host: ({ host }) => host.shadowRoot,
  version: ({ version }) => version.length,
  widgets: ({ widgets }) => widgets.demo?.open(),
  open: (desk) => [desk.open(), desk.open({}), desk.open(matter)],
  close: (desk) => desk.close(),
  toggle: (desk) => desk.toggle(),
  show: (desk) => desk.show(),
  hide: (desk) => desk.hide(),
  setProduct: (desk) => [desk.setProduct({ name: "Linen shirt" }), desk.setProduct(product), desk.setProduct(null)],
  setLanguage: (desk) => desk.setLanguage("en"),
  identify: (desk) => desk.identify("header.claims.signature"),
  on: (desk) => [desk.on("ready", heard.ready), desk.on("open", heard.open), desk.on("close", heard.close), desk.on("answer", heard.answer), desk.on("solved", heard.solved), desk.on("ticket", heard.ticket), desk.on("error", heard.error)],
  off: (desk) => desk.off("ticket", heard.ticket),
  destroy: (desk) => desk.destroy(),
  start: (desk) => desk.start({ shop: "another" }) satisfies MadoguchiWidget | undefined,
  push: (desk) => [desk.push(["open", matter]), desk.push(["on", "ticket", heard.ticket])],
};
for (const call of Object.values(calls)) call(window.Madoguchi);
window.Madoguchi.start(options)?.destroy();

// Before the loader is there.
const queue: MadoguchiQueue = { q: [], push(call) { this.q.push(call); } };
window.Madoguchi ||= queue as unknown as MadoguchiGlobal;

// @ts-expect-error: a shop is needed.
window.Madoguchi.start({});
// @ts-expect-error: no such option.
window.Madoguchi.start({ shop: "demo", colour: "#1f6f54" });
// @ts-expect-error: no such call.
window.Madoguchi.push(["opens"]);
// @ts-expect-error: no such event.
window.Madoguchi.on("closed", () => {});
// @ts-expect-error: no event tells who somebody is.
window.Madoguchi.on("ticket", ({ detail }) => detail.phone);
// @ts-expect-error: a product has a name.
window.Madoguchi.setProduct({ sku: "LS-1" });
