// What shoppers look for and what helps them, as numbers of nobody in
// particular: gathered here, told as one batch, kept nowhere.

/** Batches are as far apart, in milliseconds: what comes sooner goes with the next. */
const APART = 10_000;

/**
 * Gives back what counts by a word and what it is about: `search` (`1` where
 * something was found, else `0`, then the words as they may be kept; nothing
 * where there are none), `answer`,
 * `solved`, `unsolved` (an entry), `ticket`; `end` tells it all. Each thing
 * counts once for a page. `product` tells the page's SKU; `keeps`: words that
 * found nothing are told, too. Who asks not to be tracked isn't counted.
 */
export function counter(url, product, keeps) {
  const once = {};
  let batch = {};
  let typed = "";
  let next = 0;
  if (navigator.doNotTrack == "1" || navigator.globalPrivacyControl) return () => {};
  const add = (name) => (batch[name] = (batch[name] || 0) + 1);
  const note = (name, what) => (once[[name, what]] ||= (batch[name] ||= []).push(what));
  /** What was typed has come to rest. Of one character nobody expects anything. */
  const rest = () => {
    if (typed && typed.length != 2 && !once[typed]) {
      once[typed] = 1;
      add("searches");
      if (typed[0] == "0") add("unfound"), keeps && note("queries", typed.slice(1));
    }
    typed = "";
  };
  const opened = [];
  return (word, what) => {
    if (word != "search" || !what) rest();
    if (word == "search") typed = what;
    if (word == "answer") note("opened", what), opened.push(what);
    if (word.endsWith("solved")) note(word, what);
    if (word == "ticket") for (const entry of opened) note("asked", entry);
    if (word != "end" || Date.now() < next || !Object.keys(batch).length) return;
    next = Date.now() + APART;
    // As plain text, so that nothing is asked first: the page may be gone by then.
    fetch(url, { method: "POST", keepalive: true, credentials: "omit", body: JSON.stringify({ ...batch, product: product() }) }).catch(() => {});
    batch = {};
  };
}
