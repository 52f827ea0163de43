// The challenge by which a shop tells people from robots (Cloudflare
// Turnstile). Loaded only where a shop asks for it, at the first touch of the
// form. The page's content policy must allow https://challenges.cloudflare.com
// in script-src and frame-src.

const API = "https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit";
/** How long the form waits for the challenge when it is sent. */
const PATIENCE = 10_000;

/**
 * Shows the challenge inside the panel's form. It must lie on the page itself,
 * not in a shadow root: it is slotted into the form from there.
 *
 * Gives back a function that resolves to a token that serves once, or to an
 * empty text where there is none.
 */
export async function start(host, sitekey, language) {
  if (!window.turnstile) await load();
  const box = document.createElement("div");
  box.slot = "challenge";
  host.append(box);
  let token = "";
  let waiting;
  const told = (value) => {
    token = value;
    waiting?.();
  };
  const id = turnstile.render(box, {
    sitekey,
    language,
    action: "ask",
    size: "flexible",
    appearance: "interaction-only",
    callback: told,
    "expired-callback": () => (token = ""),
    "error-callback": () => told(""),
  });
  return async () => {
    if (!token) await new Promise((done) => ((waiting = done), setTimeout(done, PATIENCE)));
    const given = token;
    token = "";
    // The next one is made while this one is on its way.
    if (given) turnstile.reset(id);
    return given;
  };
}

function load() {
  const script = document.createElement("script");
  script.src = API;
  const loaded = new Promise((done, failed) => {
    Object.assign(script, { onload: done, onerror: failed });
    setTimeout(failed, PATIENCE);
  });
  document.head.append(script);
  return loaded;
}
