// The page inside the frame (`/f/{shop}`): the panel alone, led by the page
// around it, which must be one of the shop's (`frame.js`).

import { start } from "./panel.js";

const { shop, origins } = document.documentElement.dataset;
const query = new URLSearchParams(location.search);
const host = document.createElement(query.get("place") ? "madoguchi-widget" : "madoguchi-panel");
const root = host.attachShadow({ mode: "open" });
const launcher = document.createElement("button");
launcher.className = "launcher";
launcher.hidden = true;
launcher.append("");
root.append(launcher);
host.lang = query.get("lang");
document.body.append(host);

let page = "{}";
let outside;
let panel;
const say = (...message) => parent.postMessage(message, outside);
for (const name of ["close", "answer", "solved", "ticket", "error"]) host.addEventListener(name, ({ detail }) => say(name, detail));

// What the page outside shows and keeps for us: the launcher's words, what is
// said beside it, and whether a request is unsent, for the loader to look for.
let told;
const look = () => {
  const note = root.querySelector("[role=status] .note");
  let kept;
  try {
    kept = !!localStorage.getItem("madoguchi!" + shop);
  } catch {
    // Nothing is kept here.
  }
  const now = { language: host.lang, label: launcher.textContent, note: note && [...note.childNodes].map((part) => part.textContent), kept };
  if (panel && told != (told = JSON.stringify(now))) say("state", now);
};
new MutationObserver(look).observe(root, { childList: true, subtree: true, characterData: true });
for (const name of ["setItem", "removeItem"]) {
  const real = Storage.prototype[name];
  Storage.prototype[name] = function (...given) {
    real.apply(this, given);
    look();
  };
}

const given = {
  root,
  host,
  base: location.origin,
  shop,
  options: { theme: query.get("theme") },
  told: {},
  page: () => page,
  parts: Promise.allSettled([fetch(new URL("panel.wasm", import.meta.url)), fetch(`/v1/shops/${shop}/widget?lang=${host.lang}`)]),
};
const begin = () =>
  start(given).then(
    (ready) => {
      panel = ready;
      say("ready");
      look();
    },
    (why) => say("failed", String(why)),
  );

addEventListener("message", ({ source, origin, data }) => {
  if (source != parent || !origins.split(" ").includes(origin)) return;
  const [name, value] = data;
  if (name == "page") page = value;
  if (!outside) {
    outside = origin;
    begin();
  } else if (name == "news") root.querySelector(value == "see" ? "#news" : "#news-close")?.click();
  else panel?.(name == "page" ? "setProduct" : name, value);
});
