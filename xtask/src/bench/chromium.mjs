// Chromium through its own protocol: a phone with a slow network and a slow
// processor, or a desk's screen; forgotten after each visit.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FLAGS = [
  "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-port=0",
  "--js-flags=--expose-gc", "about:blank",
];
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Starts it; gives back how to visit and how to end it. */
export const start = async (program) => {
  const folder = mkdtempSync(join(tmpdir(), "madoguchi-bench-"));
  const child = spawn(program, [...FLAGS, `--user-data-dir=${folder}`], { stdio: "ignore" });
  // It goes with us, however we go.
  process.once("exit", () => child.kill());
  for (const sign of ["SIGINT", "SIGTERM"]) process.once(sign, () => process.exit(1));
  let told;
  for (let tries = 0; !told && tries < 600; tries++) {
    await pause(50);
    try {
      told = readFileSync(join(folder, "DevToolsActivePort"), "utf8").split("\n");
    } catch {}
  }
  if (!told?.[1]) throw new Error("Chromium did not start");
  const socket = new WebSocket(`ws://127.0.0.1:${told[0]}${told[1]}`);
  await new Promise((done, failed) => ((socket.onopen = done), (socket.onerror = failed)));
  const waiting = new Map();
  const listeners = new Map();
  let count = 0;
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    const asked = waiting.get(message.id);
    if (!asked) return listeners.get(message.sessionId)?.(message);
    waiting.delete(message.id);
    message.error ? asked.failed(new Error(`${asked.method}: ${message.error.message}`)) : asked.done(message.result);
  };
  const send = (method, params = {}, sessionId) =>
    new Promise((done, failed) => {
      waiting.set(++count, { done, failed, method });
      socket.send(JSON.stringify({ id: count, method, params, sessionId }));
    });
  /** A visit by somebody who was never here: `act` gets the page. */
  const visit = async ({ slow = true, phone = true, before = "" }, act) => {
    const { browserContextId } = await send("Target.createBrowserContext");
    const { targetId } = await send("Target.createTarget", { url: "about:blank", browserContextId });
    const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
    const call = (method, params) => send(method, params, sessionId);
    const requests = new Map();
    listeners.set(sessionId, ({ method, params }) => {
      if (method == "Network.requestWillBeSent") requests.set(params.requestId, { url: params.request.url, bytes: 0, wire: 0, done: false });
      const request = requests.get(params?.requestId);
      if (method == "Network.loadingFinished" && request) Object.assign(request, { wire: params.encodedDataLength, done: true });
      if (method == "Network.loadingFailed" && request) request.done = true;
      if (method == "Network.dataReceived" && request) request.bytes += params.encodedDataLength;
    });
    await call("Page.enable");
    await call("Network.enable");
    const screen = phone ? { width: 390, height: 844, deviceScaleFactor: 2 } : { width: 1440, height: 900, deviceScaleFactor: 1 };
    await call("Emulation.setDeviceMetricsOverride", { ...screen, mobile: phone });
    await call("Emulation.setTouchEmulationEnabled", { enabled: phone });
    await call("Emulation.setFocusEmulationEnabled", { enabled: true });
    if (slow) {
      await call("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000 });
      await call("Emulation.setCPUThrottlingRate", { rate: 4 });
    }
    if (before) await call("Page.addScriptToEvaluateOnNewDocument", { source: before });
    /** What an expression of the page comes to, awaited. */
    const run = async (expression) => {
      const { result, exceptionDetails } = await call("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
      if (exceptionDetails) throw new Error(`${exceptionDetails.exception?.description ?? exceptionDetails.text}\nin: ${expression.slice(0, 300)}`);
      return result.value;
    };
    /** A finger's touch in the middle of an element, which an expression finds. */
    const tap = async (element) => {
      const [x, y] = await run(`(() => { const { x, y, width, height } = ${element}.getBoundingClientRect(); return [x + width / 2, y + height / 2]; })()`);
      await call("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x, y }] });
      await call("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    };
    const until = async (what, expression) => {
      for (const end = Date.now() + 60_000; !(await run(expression)); await pause(20)) if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    };
    const go = async (url) => {
      await call("Page.navigate", { url });
      await until("the page is there", `document.readyState == "complete" && location.href != "about:blank"`);
    };
    /** Requests to an origin that are over, once none is under way. */
    const asked = async (origin) => {
      const end = Date.now() + 60_000;
      for (let calm = 0; calm < 5; await pause(50)) {
        const open = [...requests.values()].filter(({ done, url }) => !done && url.startsWith("http"));
        if (open.length && Date.now() > end) throw new Error(`never answered: ${open.map(({ url }) => url)}`);
        calm = open.length ? 0 : calm + 1;
      }
      return [...requests.values()].filter(({ url }) => url.startsWith(origin));
    };
    try {
      return await act({ call, run, tap, until, go, asked });
    } finally {
      listeners.delete(sessionId);
      await send("Target.disposeBrowserContext", { browserContextId });
    }
  };
  const end = async () => {
    child.kill();
    await new Promise((done) => ((child.exitCode ?? child.signalCode) == null ? child.once("exit", done) : done()));
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  return { visit, end };
};
