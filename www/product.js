// The product that a page is about, as shop systems tell it: schema.org's
// JSON-LD (EC-CUBE 4, Shopify's themes and most others), the objects that
// カラーミーショップ and Shopify put on their pages, OpenGraph (BASE, EC-CUBE).

/** `{name, sku, price, category}` as texts, empty where the page doesn't tell; the first source that knows a thing is believed. */
export function product(lang) {
  const found = { name: "", sku: "", price: "", category: "" };
  for (const source of [jsonLd, colorme, shopify, openGraph]) {
    let told;
    try {
      told = source();
    } catch {
      // A page's own fault, which is not ours to complain about.
    }
    if (!told?.name) continue;
    found.name ||= plain(told.name);
    found.sku ||= plain(told.sku);
    found.category ||= plain(list(told.category).map((own) => own?.name ?? own).join(" > "));
    found.price ||= price(told, lang);
  }
  return found;
}

/** Shopify and others name the chosen variant in the address. */
const variant = () => new URLSearchParams(location.search).get("variant");
const list = (value) => [value].flat().filter(Boolean);

/** The page's only product, or of several the one whose address this is: lists and recommendations are marked up, too. */
function jsonLd() {
  const all = [];
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    try {
      collect(JSON.parse(script.textContent), all);
    } catch {
      // Not ours to complain about.
    }
  }
  const here = (own) => [own.url, own["@id"], ...list(own.offers).map((offer) => offer.url)].some((url) => url && new URL(url, location).pathname == location.pathname);
  const own = all.length > 1 ? all.find(here) : all[0];
  if (!own) return;
  const parts = list(own.hasVariant || own.offers);
  const chosen = variant() ? parts.find((part) => JSON.stringify(part).includes("variant=" + variant())) : parts.length < 2 && parts[0];
  const offers = list(chosen || parts).flatMap((part) => list(part.offers || part));
  const prices = offers.flatMap((offer) => list(offer.price ?? offer.lowPrice ?? list(offer.priceSpecification)[0]?.price));
  const low = offers.find((offer) => offer.lowPrice && offer.lowPrice != offer.highPrice);
  return {
    name: (own.hasVariant && chosen?.name) || own.name,
    sku: chosen?.sku || own.sku || own.mpn || own.productGroupID,
    amount: Math.min(...prices.map(Number)),
    more: low || prices.some((price) => +price != +prices[0]),
    category: own.category,
    currency: offers[0]?.priceCurrency || list(offers[0]?.priceSpecification)[0]?.priceCurrency,
  };
}

/** The products in a value, its `@graph`, its list; not the variants within one. */
function collect(value, all) {
  if (Array.isArray(value)) value.forEach((part) => collect(part, all));
  else if (value && typeof value == "object") {
    if (list(value["@type"]).some((type) => /\bProduct(Group)?$/.test(type)) && value.name) all.push(value);
    else collect([value["@graph"], value.mainEntity], all);
  }
}

/** カラーミーショップ: the object for script tags, on the page of a product. */
function colorme() {
  const own = window.Colorme?.product;
  return own && { name: own.name, sku: own.model_number || own.id, amount: own.sales_price_including_tax, currency: "JPY" };
}

/** Shopify: what its own statistics read; prices are in hundredths in every currency. */
function shopify() {
  const meta = window.ShopifyAnalytics?.meta;
  const all = list(meta?.product?.variants);
  const own = all.find((part) => part.id == (variant() || meta.selectedVariantId)) || all[0];
  return own && { name: own.name, sku: own.sku, category: meta.product.type, amount: own.price / 100, currency: meta.currency };
}

function openGraph() {
  const meta = (name) => document.querySelector(`meta[property$="${name}"]`)?.content || "";
  // `og:product` is EC-CUBE's; a `product.group` is a list.
  if (!/(^|:)product(\.item)?$/.test(meta("og:type"))) return;
  const [title, site] = [meta("og:title"), meta("og:site_name")];
  // 「商品名 | 店名」
  const end = site ? title.lastIndexOf(site) : -1;
  const name = end > 0 ? title.slice(0, end).replace(/[\s|｜:：\-–—]+$/, "") : title;
  return { name: name || title, sku: meta("product:retailer_item_id"), category: meta("product:category"), amount: meta(":price:amount").replace(/,/g, ""), currency: meta(":price:currency") };
}

/** Templates put HTML where text belongs: EC-CUBE escapes it within JSON-LD, カラーミーショップ leaves line breaks as tags. */
function plain(value) {
  const known = { amp: "&", lt: "<", gt: ">", quot: '"' };
  const text = String(value ?? "").replace(/<[^>]*>/g, " ");
  return text.replace(/&(amp|lt|gt|quot|#0?39);/g, (_, name) => known[name] || "'").replace(/\s+/g, " ").trim();
}

function price({ amount, more, currency }, lang) {
  // Also of what is no number, or none at all.
  if (!(amount > 0) || amount == Infinity) return "";
  let text = [amount, currency].filter(Boolean).join(" ");
  try {
    // A phone takes longer to begin with a currency than to open the panel, so that yen are written by hand.
    text = currency == "JPY" ? "¥" + String(Math.round(amount)).replace(/\B(?=(\d{3})+$)/g, ",") : new Intl.NumberFormat(lang || undefined, { style: "currency", currency }).format(amount);
  } catch {
    // No such currency.
  }
  return text + (more ? "～" : "");
}
