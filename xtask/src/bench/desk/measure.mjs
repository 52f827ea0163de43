// The console with many open tickets. Told by the command line: where
// everything is; the figures go to standard output as JSON.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { pause, start } from "../chromium.mjs";
import { median, medians } from "../figures.mjs";

const { chromium, port, files, large, small, shop, origin, draft, rounds, profile } = JSON.parse(process.argv[2]);
const base = `http://localhost:${port}`;
const say = (text) => process.stderr.write(`  ${text}\n`);
const most = (numbers) => Math.max(0, ...numbers);

// The API alone

const ask = async (path, { desk, token }) => {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/desks/${desk}${path}`, { headers: { authorization: `Bearer ${token}` } });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return { page: JSON.parse(text), bytes: Buffer.byteLength(text) };
};

/** The first page, as the console asks for it. */
const firstPage = async () => {
  const times = [];
  let bytes = 0;
  for (let tries = 0; tries < 21; tries++) {
    const began = performance.now();
    ({ bytes } = await ask("/tickets?limit=100", large));
    times.push(performance.now() - began);
  }
  return { ms: median(times.slice(1)), bytes };
};

/** All of it, as the console asks for it. */
const wholeList = async () => {
  const began = performance.now();
  let { page, bytes } = await ask("/tickets?limit=100", large);
  let rows = page.rows.length;
  while (page.next) {
    const more = await ask(`/tickets?limit=500&after=${encodeURIComponent(page.next)}`, large);
    page = more.page;
    rows += page.rows.length;
    bytes += more.bytes;
  }
  return { ms: performance.now() - began, bytes, rows };
};

let keys = 0;
/** Somebody asks for a call urgently: when that was acknowledged. */
const ticket = async (name) => {
  const headers = { "content-type": "application/json", origin, "idempotency-key": `bench-live-${process.pid}-${keys++}` };
  const body = JSON.stringify({ ...draft, name, phone: `080${String(20_000_000 + keys)}` });
  const answer = await fetch(`http://127.0.0.1:${port}/v1/shops/${shop}/tickets`, { method: "POST", headers, body });
  const at = performance.timeOrigin + performance.now();
  if (answer.status != 201) throw new Error(`not accepted: ${answer.status} ${await answer.text()}`);
  await answer.text();
  return at;
};

// The page

/** Runs before the page's own scripts. */
const watch = (tickets) => `
  window.__ = { long: [], drawn: 0, whole: 0 };
  new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => __.long.push(duration))).observe({ type: "longtask", buffered: true });
  for (const way of ["instantiate", "instantiateStreaming"]) {
    const real = WebAssembly[way];
    WebAssembly[way] = (...given) =>
      real.apply(WebAssembly, given).then((made) => {
        __.memory ||= Object.values(made.instance.exports).find((one) => one instanceof WebAssembly.Memory);
        return made;
      });
  }
  // After the frame that is drawn next.
  __.frame = () => new Promise((done) => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => done(performance.now()); port2.postMessage(0); }));
  // When something is so, as soon as the document says it.
  __.when = (so) => new Promise((done) => {
    const look = () => so() && (watch.disconnect(), done(performance.now()));
    const watch = new MutationObserver(look);
    watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    look();
  });
  __.when(() => document.querySelector("#list .line")).then(__.frame).then((at) => (__.drawn = at));
  __.when(() => document.querySelector("[data-list='list.waiting'] b")?.textContent >= ${tickets} && document.querySelector("#live[data-state=live]")).then(__.frame).then((at) => (__.whole = at));
  __.comes = (name) => __.when(() => [...document.querySelectorAll("#list .name")].some(({ textContent }) => textContent == name))
    .then(async (there) => ({ there: performance.timeOrigin + there, drawn: performance.timeOrigin + (await __.frame()) }));
  // When the line of another ticket is marked as open, after the key.
  __.marks = () => new Promise((done) => {
    const open = () => document.querySelector("#list .line[aria-current]")?.id;
    const before = open();
    addEventListener("keydown", (event) => __.when(() => open() && open() != before).then((at) => done(at - event.timeStamp)), { capture: true, once: true });
  });
  // Scrolled for three seconds: the frames' lengths.
  __.scroll = async (to) => {
    const pane = document.querySelector("#list"), frame = () => new Promise(requestAnimationFrame), frames = [];
    pane.scrollTop = 0;
    for (let calm = 0; calm < 10; calm++) await frame();
    const began = await frame();
    for (let last = began; last - began < 3_000; ) {
      pane.scrollTop = to((last - began) / 3_000, pane);
      const now = await frame();
      frames.push(now - last);
      last = now;
    }
    return frames;
  };`;

const elements = (page) => page.run(`document.querySelectorAll("*").length`);
const frames = (all) => ({ count: all.length, longest: most(all), slow: (100 * all.filter((one) => one > 50).length) / all.length });

/** Opens the console; acts once all of its list is known. */
const open = (browser, of, act) =>
  browser.visit({ slow: false, phone: false, before: watch(of.tickets) }, async (page) => {
    await page.go(`${base}/desk/?desk=${of.desk}&lang=ja#token=${of.token}`);
    await page.until("the list is there", "__.whole > 0");
    const { drawn, whole, long } = await page.run("__");
    await pause(500);
    return { open: { drawn, whole, longest: most(long), elements: await elements(page) }, ...(await act?.(page)) };
  });

/** What the page does when nothing happens, in milliseconds a second. */
const idle = async (page) => {
  await page.call("Performance.enable");
  const spent = async () => {
    const { metrics } = await page.call("Performance.getMetrics");
    const of = (wanted) => metrics.find(({ name }) => name == wanted)?.value ?? 0;
    return { busy: of("TaskDuration"), script: of("ScriptDuration") };
  };
  const before = await spent();
  await pause(5_000);
  const after = await spent();
  return { busy: (after.busy - before.busy) * 200, script: (after.script - before.script) * 200 };
};

const live = async (page, round) => {
  const all = [];
  for (let times = 0; times < 3; times++) {
    const name = `実況 ${round} ${times}`;
    await page.run(`void (__.then = __.comes("${name}"))`);
    const said = await ticket(name);
    const { there, drawn } = await page.run("__.then");
    all.push({ there: there - said, drawn: drawn - said });
    await pause(700);
  }
  return { ...medians(all), longest: most(all.map(({ drawn }) => drawn)) };
};

const keyboard = async (page) => {
  const all = [];
  for (let times = 0; times < 20; times++) {
    await page.run("void (__.then = __.marks())");
    for (const type of ["keyDown", "keyUp"]) await page.call("Input.dispatchKeyEvent", { type, key: "j", code: "KeyJ", windowsVirtualKeyCode: 74, ...(type == "keyDown" && { text: "j" }) });
    all.push(await page.run("__.then"));
    await page.until("the card is there", `!!document.querySelector("#card[data-ticket] .notice")`);
    await pause(150);
  }
  return { median: median(all), longest: most(all) };
};

const memory = async (page) => {
  await page.call("HeapProfiler.enable");
  for (let times = 0; times < 3; times++) {
    await page.call("HeapProfiler.collectGarbage");
    await pause(100);
  }
  const { usedSize } = await page.call("Runtime.getHeapUsage");
  return { js: usedSize, wasm: (await page.run("__.memory?.buffer.byteLength")) ?? 0 };
};

const work = async (page, round, profiled) => {
  if (profiled) {
    await page.call("Profiler.enable");
    await page.call("Profiler.setSamplingInterval", { interval: 500 });
    await page.call("Profiler.start");
  }
  const told = { idle: await idle(page), live: await live(page, round) };
  const before = await elements(page);
  told.through = frames(await page.run("__.scroll((share, pane) => share * pane.scrollHeight)"));
  told.wheel = frames(await page.run("__.scroll((share, pane) => share * 180 * 100)"));
  await page.run(`document.querySelector("#list").scrollTop = 0`);
  await pause(300);
  const left = (await elements(page)) - before;
  told.key = await keyboard(page);
  if (profiled) writeFileSync(profiled, JSON.stringify((await page.call("Profiler.stop")).profile));
  told.memory = { ...(await memory(page)), left };
  return told;
};

const FILES = ["index.html", "console.css", "console.js", "console.wasm"];
const weighed = Object.fromEntries(FILES.map((name) => [name, brotliCompressSync(readFileSync(join(files, name))).length]));

const browser = await start(chromium);
try {
  say("the API");
  const page = await firstPage();
  const lists = [];
  for (let round = 0; round < rounds; round++) lists.push(await wholeList());
  // Once, so that nothing is started while it counts.
  await open(browser, small);
  const all = [];
  for (let round = 0; round < rounds; round++) {
    say(`round ${round + 1} of ${rounds}`);
    const few = (await open(browser, small)).open;
    const one = await open(browser, large, (page) => work(page, round, round == 0 && profile));
    one.small = few;
    one.memory.elements = one.open.elements;
    one.memory.more = one.open.elements - few.elements;
    all.push(one);
  }
  const told = (part) => medians(all.map((one) => one[part]));
  const parts = ["open", "small", "idle", "live", "through", "wheel", "key", "memory"];
  console.log(JSON.stringify({
    rounds,
    page,
    list: medians(lists),
    ...Object.fromEntries(parts.map((part) => [part, told(part)])),
    files: { ...weighed, all: Object.values(weighed).reduce((sum, bytes) => sum + bytes, 0) },
  }));
} finally {
  await browser.end();
}
