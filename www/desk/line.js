// The line to the server: the list, the acts, and what changes live. It knows nothing of the page.

const BEAT_MS = 25_000;
const PATIENCE_MS = 15_000;

/**
 * Opens the line of one desk. Calls `on.state("connecting" | "live" | "waiting")`, `on.list(list)`,
 * `on.ticket(row)` and, once, `on.refused()` when the token opens nothing.
 */
export function open(desk, token, on) {
  const base = `/v1/desks/${encodeURIComponent(desk)}`;
  let version, socket, timer, running, next;
  let tries = 0;
  let ended = false;

  const call = (path, init) =>
    fetch(base + path, {
      ...init,
      cache: "no-store",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });

  async function list() {
    const answer = await call("/tickets");
    if ([401, 403, 404].includes(answer.status)) refuse();
    if (!answer.ok) throw new Error(`list: ${answer.status}`);
    const found = await answer.json();
    if (ended) return;
    version = found.version;
    on.list(found);
  }

  /** Fetches the list; who asks while that is under way gets one that was asked for afterwards. */
  function load() {
    if (!running) return (running = list().finally(() => (running = undefined)));
    return (next ??= running.catch(() => {}).then(() => ((next = undefined), load())));
  }

  /** Each try begins with the list: it sets the clock, and it still comes where WebSockets don't pass. */
  async function connect() {
    on.state("connecting");
    try {
      await load();
    } catch {
      return wait();
    }
    if (ended) return;
    const url = new URL(`${base}/live`, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const mine = (socket = new WebSocket(url));
    let heard = false;
    const beat = setInterval(() => {
      if (!heard) return over();
      heard = false;
      mine.send("ping");
    }, BEAT_MS);
    const over = (code) => {
      clearInterval(beat);
      if (mine !== socket) return;
      socket = undefined;
      mine.close();
      if (code === 4401) refuse();
      else wait();
    };
    const receive = (message) => {
      const missed = message.type === "hello" ? message.version !== version : message.ticket.version > version + 1;
      if (message.type === "hello") on.state("live");
      if (message.type === "ticket") {
        version = Math.max(version, message.ticket.version);
        on.ticket(message.ticket);
      }
      if (missed) load().catch(() => over());
    };
    mine.onopen = () => mine.send(JSON.stringify({ token }));
    mine.onclose = ({ code }) => over(code);
    mine.onmessage = ({ data }) => {
      if (mine !== socket) return;
      heard = true;
      if (data === "pong") tries = 0;
      else receive(JSON.parse(data));
    };
  }

  function wait() {
    if (ended) return;
    on.state("waiting");
    const seconds = Math.min(23, 2 ** tries++) * (1 + Math.random() * 0.3);
    timer = setTimeout(retry, seconds * 1000);
  }

  /** Tries at once, if it is waiting to. */
  function retry() {
    if (!timer) return;
    clearTimeout(timer);
    timer = undefined;
    connect();
  }

  function close() {
    ended = true;
    clearTimeout(timer);
    removeEventListener("online", retry);
    const last = socket;
    socket = undefined;
    last?.close();
  }

  function refuse() {
    if (ended) return;
    close();
    on.refused();
  }

  /** Sends a command; answers `{ row }` or `{ status, code }`. It throws where the outcome is unknown: send the same again. */
  async function act(ticket, command) {
    const answer = await call(`/tickets/${encodeURIComponent(ticket)}/attempts`, { method: "POST", body: JSON.stringify(command) });
    if (answer.ok) return { row: await answer.json() };
    if (answer.status === 401) refuse();
    if (answer.status === 429 || answer.status >= 500) throw new Error(`act: ${answer.status}`);
    const body = await answer.json().catch(() => undefined);
    return { status: answer.status, code: body?.error?.code };
  }

  addEventListener("online", retry);
  connect();
  return { load, act, retry, close };
}
