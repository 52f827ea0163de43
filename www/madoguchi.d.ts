// What `window.Madoguchi` can do, and what the line may say.
//
// <script async src="https://YOUR-INSTALLATION/embed.js" data-shop="YOUR-SHOP"></script>

/** A product that the page shows. */
export interface MadoguchiProduct {
  name: string;
  /** The shop's number for it. */
  sku?: string;
  /** As it is told to people, with its currency. */
  price?: string;
  /** Its category, such as `Clothing > Shirts`. */
  category?: string;
  /** Its page; the page that is open, without it. */
  url?: string;
}

/** What a request is to be about. */
export interface MadoguchiMatter {
  /** A topic's slug, such as `return`; without it, the first screen. */
  topic?: string;
  product?: MadoguchiProduct;
  /** The order's number. */
  order?: string;
  /** An answer's id in the shop's FAQ; where there is none such, the first screen. */
  answer?: string;
}

/** What comes with each event: never a name, an address or a number to call. */
export interface MadoguchiEvents {
  /** The panel is there, closed; until then nothing was fetched. */
  ready: null;
  open: null;
  close: null;
  /** An answer was opened. */
  answer: { entry: string };
  /** An answer was enough. */
  solved: { entry: string };
  /** A request was accepted. */
  ticket: { ticket: string; topic: string };
  /**
   * `load`: the panel could not be fetched, or the other language; the launcher
   * leads to the hosted page. `topic`: the shop has no such topic.
   */
  error: { code: "load" | "topic" };
}

/** How a widget is started: the line's `data-*`, in camel case. */
export interface MadoguchiOptions {
  /** The shop's name in addresses. */
  shop: string;
  /** `ja`, `en`, `zh`, `ko`; else the page's language, else the browser's. */
  lang?: string;
  position?: "left" | "right";
  /** How far up the launcher sits, in px. */
  offset?: number | string;
  /** The launcher's z-index. */
  z?: number | string;
  /** Without it, as the device is set. */
  theme?: "light" | "dark" | "auto";
  /** `#rrggbb`. */
  accent?: string;
  /** `frame`: in an iframe of the installation's. `inline`: where the line stands. */
  mode?: "shadow" | "frame" | "inline";
  /**
   * A selector: what matches opens the panel when it is clicked, for what its `data-topic`, `data-order` and
   * `data-answer` say. Links to `#madoguchi` and `#madoguchi-answer=ID` do anyway.
   */
  openOn?: string;
  /** `idle`: fetched when the page has nothing to do. */
  prefetch?: "idle";
  /** Of the page's content policy, where the line itself has none. */
  nonce?: string;
  /** Who the shop says the shopper is: a token that its server signed. */
  identity?: string;
  productName?: string;
  productSku?: string;
  productPrice?: string;
  productCategory?: string;
}

/** A shop's widget. */
export interface MadoguchiWidget {
  readonly shop: string;
  /** Its element on the page. */
  readonly host: HTMLElement;
  open(matter?: MadoguchiMatter): void;
  close(): void;
  toggle(): void;
  /** Shows and hides the launcher. */
  show(): void;
  hide(): void;
  /** The product that is looked at; with null, what the page itself tells. */
  setProduct(product: MadoguchiProduct | null): void;
  /** The panel in another language; what is typed stays. */
  setLanguage(language: string): void;
  identify(token: string): void;
  on<K extends keyof MadoguchiEvents>(event: K, act: (event: CustomEvent<MadoguchiEvents[K]>) => void): void;
  off<K extends keyof MadoguchiEvents>(event: K, act: (event: CustomEvent<MadoguchiEvents[K]>) => void): void;
  /** Takes it off the page; `Madoguchi.start` makes another. */
  destroy(): void;
}

/** The first widget of the page, and all of them. */
export interface MadoguchiGlobal extends MadoguchiWidget {
  readonly version: string;
  readonly widgets: Record<string, MadoguchiWidget>;
  start(options: MadoguchiOptions): MadoguchiWidget | undefined;
  /** A call by its name, as `["open", {topic: "return"}]`: the way that works before the loader is there, too. */
  push(call: MadoguchiCall): void;
}

/** A call by its name, with what is given to it. */
export type MadoguchiCall = [name: Exclude<keyof MadoguchiGlobal, "shop" | "host" | "version" | "widgets" | "push">, ...given: unknown[]];

/** What stands in its place until the loader is there, and then makes these calls in their order. */
export interface MadoguchiQueue {
  q: MadoguchiCall[];
  push(call: MadoguchiCall): void;
}

declare global {
  interface Window {
    Madoguchi: MadoguchiGlobal;
  }
}
