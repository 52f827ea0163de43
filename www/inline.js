// The panel in the flow of a page: where `<madoguchi-widget shop="…">` stands,
// or the loader's line with `data-mode="inline"`. It is fetched when a shopper
// comes near it.

const NAME = "madoguchi-widget";

/** Takes the loader's script tag, what it says, and its way to start a widget. */
export function place(own, script, start) {
  class Widget extends HTMLElement {
    connectedCallback() {
      const named = Object.fromEntries([...this.attributes].map(({ name, value }) => [name, value]));
      const widget = start({ ...own, ...this.dataset, ...named }, this);
      if (widget?.host != this) return;
      const near = new IntersectionObserver(
        (seen) => {
          if (!seen.at(-1).isIntersecting) return;
          near.disconnect();
          if (this.isConnected) widget.open();
        },
        { rootMargin: "300px" },
      );
      near.observe(this);
    }
  }
  if (!customElements.get(NAME)) customElements.define(NAME, Widget);
  // The shop may stand on the page by its element.
  if (!own.shop || document.querySelector(`${NAME}[shop="${own.shop}"]`)) return;
  if (own.mode != "inline") return start(own);
  const element = document.createElement(NAME);
  element.setAttribute("shop", own.shop);
  script.after(element);
}
