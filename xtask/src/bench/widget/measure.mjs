// What the widget costs a shop's page and its shoppers. Told by the command
// line: where everything is; the figures go to standard output as JSON.

import { writeFileSync } from "node:fs";
import { best, listen } from "./proxy.mjs";
import { pause, start } from "../chromium.mjs";
import { at, median, medians } from "../figures.mjs";

const { chromium, proxy, worker, pages, rounds, cycles, profile } = JSON.parse(process.argv[2]);
const ours = `http://localhost:${proxy}`;
const say = (text) => process.stderr.write(`  ${text}\n`);
const sum = (all, of) => all.reduce((total, one) => total + of(one), 0);

/** Runs before a page's own scripts. */
const WATCH = `
  window.__ = { long: 0, moved: 0, launcher: 0 };
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (__.long += entry.duration))).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (__.moved += entry.value))).observe({ type: "layout-shift", buffered: true });
  new MutationObserver((_, watch) => document.querySelector("madoguchi-panel") && (watch.disconnect(), (__.launcher = performance.now()))).observe(document, { subtree: true, childList: true });
  for (const way of ["instantiate", "instantiateStreaming"]) {
    const real = WebAssembly[way];
    WebAssembly[way] = (...given) =>
      real.apply(WebAssembly, given).then((made) => {
        // The first file; what comes later shares its memory.
        __.made ||= performance.now();
        __.memory ||= Object.values(made.instance.exports).find((one) => one instanceof WebAssembly.Memory);
        return made;
      });
  }
  // Notes when the search is there and has answered a keystroke, and when that was drawn.
  __.usable = () => new Promise((done) => {
    let typed;
    addEventListener("click", (event) => {
      const root = document.querySelector("madoguchi-panel").shadowRoot;
      const since = () => performance.now() - event.timeStamp;
      let mounted = 0;
      let shown = 0;
      const look = () => {
        if (root.querySelector("dialog")) mounted ||= since();
        const search = root.querySelector("dialog[open] #search");
        if (search && !typed) {
          search.focus();
          if (root.activeElement != search) return;
          typed = true;
          shown = since();
          search.value = "送料";
          search.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
        }
        if (!typed || !root.querySelector("#found")?.textContent) return;
        watch.disconnect();
        const answered = since();
        const made = __.made - event.timeStamp;
        requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => done({ made, mounted, shown, answered, drawn: since() }); port2.postMessage(0); });
      };
      const watch = new MutationObserver(look);
      watch.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
      look();
    }, { capture: true, once: true });
  });`;
const ROOT = `document.querySelector("madoguchi-panel").shadowRoot`;
const LAUNCHER = `${ROOT}.querySelector(".launcher")`;
const launched = (page) => page.until("the launcher is there", `!!document.querySelector("madoguchi-panel")?.shadowRoot?.querySelector(".launcher")`);

/** A page's load: with the launcher or without. */
const load = (browser, url) =>
  browser.visit({ before: WATCH }, async (page) => {
    await page.go(url);
    const asked = await page.asked(ours);
    await pause(1_000);
    const told = await page.run(`(() => {
      const [{ loadEventEnd }] = performance.getEntriesByType("navigation");
      const drawn = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
      return { load: loadEventEnd, drawn, long: __.long, moved: __.moved, launcher: __.launcher, stored: localStorage.length + sessionStorage.length + document.cookie.length };
    })()`);
    return { ...told, requests: asked.length, bytes: sum(asked, ({ bytes }) => bytes), wire: sum(asked, ({ wire }) => wire) };
  });

/** Opened by a touch; `ready` waits for what is meant to be there before. */
const open = (browser, url, ready, profile) =>
  browser.visit({ before: WATCH }, async (page) => {
    await page.go(url);
    await launched(page);
    await page.asked("http");
    await ready(page);
    await pause(300);
    await page.run("__.long = 0; void (__.then = __.usable())");
    if (profile) {
      await page.call("Profiler.enable");
      await page.call("Profiler.setSamplingInterval", { interval: 200 });
      await page.call("Profiler.start");
    }
    await page.tap(LAUNCHER);
    const times = await page.run("__.then");
    if (profile) writeFileSync(profile, JSON.stringify((await page.call("Profiler.stop")).profile));
    const asked = await page.asked(ours);
    const { long, moved } = await page.run("({ long: __.long, moved: __.moved })");
    const settings = asked.find(({ url }) => url.includes("/widget"))?.bytes ?? 0;
    return { ...times, long, moved, requests: asked.length, bytes: sum(asked, ({ bytes }) => bytes), wire: sum(asked, ({ wire }) => wire), settings };
  });

const fetched = (page) => page.until("the panel is fetched", `performance.getEntriesByType("resource").filter(({ name, responseEnd }) => responseEnd && /panel\\.|\\/widget/.test(name)).length >= 3`).then(() => pause(500));
const mounted = async (page) => {
  await page.run(`${LAUNCHER}.dispatchEvent(new PointerEvent("pointerenter"))`);
  await page.until("the panel is mounted", `!!${ROOT}.querySelector("dialog")`);
  await pause(500);
};

/** Memory after the usual way of a shopper, and after many openings. */
const memory = (browser, url, bare) =>
  browser.visit({ slow: false, before: WATCH }, async (page) => {
    await page.call("HeapProfiler.enable");
    await page.call("Performance.enable");
    const heap = async () => {
      await page.run("performance.clearResourceTimings()");
      // Nothing under way holds anything.
      await page.asked("http");
      // What wasm made for an element is given back by a task after the collection.
      for (let times = 0; times < 3; times++) {
        await page.call("HeapProfiler.collectGarbage");
        await pause(100);
      }
      const { usedSize } = await page.call("Runtime.getHeapUsage");
      const { metrics } = await page.call("Performance.getMetrics");
      const metric = (wanted) => metrics.find(({ name }) => name == wanted)?.value ?? 0;
      return { js: usedSize, wasm: (await page.run("__.memory?.buffer.byteLength")) ?? 0, nodes: metric("Nodes"), listeners: metric("JSEventListeners") };
    };
    await page.go(bare);
    await pause(1_000);
    const without = await heap();
    await page.go(url);
    await launched(page);
    await page.run(`void (__.then = __.usable())`);
    await page.tap(LAUNCHER);
    await page.run("__.then");
    await page.run(`${ROOT}.querySelector(".rows button.row").click()`);
    await page.until("the answer is there", `!!${ROOT}.querySelector("#unsolved")`);
    // About nothing in particular, which needs no facts.
    await page.run(`${ROOT}.querySelector("#back").click()`);
    await page.until("home is there", `!!${ROOT}.querySelector("#call")`);
    await page.run(`${ROOT}.querySelector("#call").click()`);
    await page.until("the topics are there", `!!${ROOT}.querySelector("input[name=topic][value=other]")`);
    await page.run(`${ROOT}.querySelector("input[name=topic][value=other]").click()`);
    await page.until("the form is there", `!!${ROOT}.querySelector("#field-name")`);
    const touch = (selector) => page.run(`${ROOT}.querySelector(${JSON.stringify(selector)})?.click()`);
    const type = (field, text) =>
      page.run(`(() => { const field = ${ROOT}.querySelector("#field-${field}"); if (!field) return; field.value = "${text}"; field.dispatchEvent(new InputEvent("input", { bubbles: true })); })()`);
    await type("name", "山田 花子");
    await type("phone", "090-1234-5678");
    await type("message", "お願いします");
    await page.until("windows are there", `!!${ROOT}.querySelector("input[value=asap]")`);
    // As many screens as it takes: each is agreed to and sent.
    for (let tries = 0; tries < 100 && !(await page.run(`!!${ROOT}.querySelector("#number")`)); tries++) {
      await touch("#field-consent:not(:checked)");
      await touch("#send");
      await pause(200);
    }
    await page.until("the receipt is there", `!!${ROOT}.querySelector("#number")`);
    await pause(1_000);
    const after = await heap();
    const turn = (times) => page.run(`(async () => {
      for (let left = ${times}; left; left--) {
        await Madoguchi.open();
        await new Promise((done) => setTimeout(done));
        Madoguchi.close();
        await new Promise((done) => setTimeout(done));
      }
    })()`);
    // The first ones make what is kept for good; then in ten equal parts.
    await turn(50);
    const marks = [await heap()];
    for (let part = 0; part < 9; part++) {
      await turn(Math.ceil((cycles - 50) / 9));
      marks.push(await heap());
    }
    const [early, late] = [marks[0], marks.at(-1)];
    const over = (now) => ({ js: now.js - without.js, wasm: now.wasm, all: now.js - without.js + now.wasm });
    const grown = Object.fromEntries(Object.keys(early).map((key) => [key, late[key] - early[key]]));
    return { after: over(after), cycles, grown, marks };
  });

const QUERIES = ["送料はいくらですか", "リネンシャツのサイズ", "フライパンの保証", "返品したい", "ロボット掃除機が届かない", "コーヒー豆 定期便 解約", "領収書の宛名", "らいしゅうのはいたつ", "のし ギフト", "USB 充電器 iPhone"];

/** How long each keystroke's work takes, with and without layout; no frame's drawing is in it. */
const keystrokes = (browser, url) =>
  browser.visit({ before: WATCH }, async (page) => {
    await page.go(url);
    await launched(page);
    await page.tap(LAUNCHER);
    await page.until("the search is there", `!!${ROOT}.querySelector("dialog[open] #search")`);
    await pause(1_000);
    return page.run(`(async () => {
      const search = ${ROOT}.querySelector("#search"), panel = ${ROOT}.querySelector("dialog");
      const turn = () => new Promise((done) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0); });
      // All that the event set off stands in this queue, and nothing else comes between.
      const drawn = async () => { for (let turns = 0; turns < 50; turns++) await null; };
      const all = [];
      for (const query of ${JSON.stringify(QUERIES)}) for (let length = 1; length <= query.length; length++) {
        search.value = query.slice(0, length);
        const began = performance.now();
        search.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
        await drawn();
        const answered = performance.now() - began;
        panel.offsetHeight;
        all.push([answered, performance.now() - began]);
        // Not within a frame's own work.
        await new Promise(requestAnimationFrame);
        await turn();
      }
      return all;
    })()`);
  });

const server = await listen(proxy, worker);
const browser = await start(chromium);
try {
  const url = (name) => `${pages[name]}/linen-shirt.html`;
  // Everything once, so that nothing is compressed or started while it counts.
  for (const name of ["plain", "large"]) await open(browser, url(name), async () => {});
  const loads = { bare: [], plain: [], idle: [] };
  const opens = { cold: [], prefetched: [], intent: [], large: [], large_prefetched: [] };
  for (let round = 0; round < rounds; round++) {
    say(`round ${round + 1} of ${rounds}`);
    for (const name of round % 2 ? ["bare", "plain", "idle"] : ["idle", "plain", "bare"]) loads[name].push(await load(browser, url(name)));
    opens.cold.push(await open(browser, url("plain"), async () => {}));
    opens.prefetched.push(await open(browser, url("idle"), fetched));
    opens.intent.push(await open(browser, url("plain"), mounted));
    opens.large.push(await open(browser, url("large"), async () => {}));
    opens.large_prefetched.push(await open(browser, url("large_idle"), fetched));
  }
  if (profile) await open(browser, url("idle"), fetched, profile);
  say("keystrokes");
  const keys = [];
  for (let round = 0; round < Math.ceil(rounds / 2); round++) keys.push(await keystrokes(browser, url("large")));
  say("memory");
  const held = await memory(browser, url("plain"), url("bare"));
  const ratio = (of) => median(loads.plain.map((with_, i) => of(with_) / of(loads.bare[i])));
  // A visit's first one makes the index.
  const [answered, laid] = [0, 1].map((which) => keys.flatMap((visit) => visit.slice(1).map((pair) => pair[which])));
  const of = (numbers) => ({ median: median(numbers), p99: Math.round(at(0.99, numbers) * 100) / 100, most: Math.max(...numbers) });
  console.log(JSON.stringify({
    rounds,
    load: { bare: medians(loads.bare), with: medians(loads.plain), prefetching: medians(loads.idle), long: median(loads.plain.map(({ long }, i) => long - loads.bare[i].long)), ratio: { load: ratio(({ load }) => load), drawn: ratio(({ drawn }) => drawn), launcher: median(loads.plain.map(({ launcher }, i) => launcher / loads.bare[i].load)) } },
    open: Object.fromEntries(Object.entries(opens).map(([name, all]) => [name, medians(all)])),
    settings_at_best: { small: best("/small/widget"), large: best("/large/widget") },
    keystroke: { count: answered.length, first: median(keys.map(([first]) => first[0])), answered: of(answered), laid_out: of(laid) },
    memory: held,
  }));
} finally {
  await browser.end();
  server.close();
  server.closeAllConnections();
}
