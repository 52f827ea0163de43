// What the shopper is looking at: the page's address and its product, from the
// script tag's `data-product-*`, else from the page's JSON-LD; and who the shop
// says they are, a signed token in `data-identity`.

/** The page as the panel wants it: `{url, product: {name, sku, price, url, source}, identity}`. */
export function context(data, lang) {
  const url = location.origin + location.pathname;
  const product = data.productName ? { name: data.productName, sku: data.productSku, price: data.productPrice } : fromJsonLd(lang);
  const text = (value) => (value == null ? "" : String(value).trim().slice(0, 200));
  const { name, sku, price } = product || {};
  const told = { name: text(name), sku: text(sku), price: text(price), url: name ? url : "", source: name ? "page" : "" };
  return { url, product: told, identity: data.identity || "" };
}

function fromJsonLd(lang) {
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    try {
      const found = productIn(JSON.parse(script.textContent));
      if (found) return { name: found.name, sku: found.sku || found.mpn, price: price(found.offers, lang) };
    } catch {
      // Not ours to complain about.
    }
  }
}

/** The first `Product` in a value, its `@graph` or its list. */
function productIn(value) {
  if (Array.isArray(value)) return value.map(productIn).find(Boolean);
  if (!value || typeof value !== "object") return undefined;
  return [value["@type"]].flat().includes("Product") && value.name ? value : productIn(value["@graph"] || value.mainEntity);
}

function price(offers, lang) {
  const offer = [offers].flat()[0];
  const amount = offer?.price ?? offer?.lowPrice ?? offer?.priceSpecification?.price;
  const currency = offer?.priceCurrency ?? offer?.priceSpecification?.priceCurrency;
  if (amount == null) return "";
  try {
    return new Intl.NumberFormat(lang || undefined, { style: "currency", currency }).format(amount);
  } catch {
    return [amount, currency].filter(Boolean).join(" ");
  }
}
