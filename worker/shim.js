// The Worker's door: what the runtime calls, handed to Rust.
//
// Rust code that panics traps and leaves its memory in an unknown state. Every
// call that was under way is then answered with an error, and before the next
// one the wasm is started afresh. A Durable Object gets a new Rust half over
// the same storage: what was acknowledged lies there, so nothing is lost.

import { WorkerEntrypoint } from "cloudflare:workers";
import * as rust from "madoguchi-worker";

const life = rust.__worker_init_state();

// How to refuse each call that is under way. Its promise lives in the memory
// that a trap makes worthless: without this it would wait for ever.
const underWay = new Set();

// A trap inside a promise reaches nobody but this event.
addEventListener("error", (event) => noteTrap(event.error));

function noteTrap(error) {
  if (!(error instanceof WebAssembly.RuntimeError)) return;
  console.error("the wasm has trapped:", error.stack ?? error.message);
  life.criticalError = true;
  for (const refuse of underWay) refuse(new Error("the wasm has trapped"));
  underWay.clear();
}

function reviveIfDead() {
  if (!life.criticalError) return;
  console.warn("starting the wasm afresh");
  rust.__wbg_reset_state();
  life.criticalError = false;
  life.instanceId += 1;
}

async function guarded(call) {
  reviveIfDead();
  let refuse;
  const trapped = new Promise((_, reject) => (refuse = reject));
  underWay.add(refuse);
  try {
    return await Promise.race([call(), trapped]);
  } catch (error) {
    noteTrap(error);
    throw error;
  } finally {
    underWay.delete(refuse);
  }
}

// What is stored is answered for; whether this request was, nobody knows. With
// the same idempotency key it can be sent again safely.
function unavailable() {
  const error = { code: "unavailable", message: "Please try again.", faults: [] };
  return Response.json({ error }, { status: 503, headers: { "retry-after": "1" } });
}

export default class Door extends WorkerEntrypoint {
  async fetch(request) {
    try {
      return await guarded(() => rust.fetch(request, this.env, this.ctx));
    } catch (error) {
      if (!life.criticalError) throw error;
      return unavailable();
    }
  }

  scheduled(event) {
    return guarded(() => rust.scheduled?.(event, this.env, this.ctx));
  }
}

const HANDLERS = ["fetch", "webSocketMessage", "webSocketClose", "webSocketError"];

// A failed alarm is set again so much later.
const ALARM_AGAIN_MS = 15_000;

// The class that the runtime keeps for an object, around the Rust half of it.
function durable(RustHalf) {
  class Durable {
    #make;
    #state;
    #half;
    #born;

    constructor(state, env) {
      this.#make = () => new RustHalf(state, env);
      this.#state = state;
      reviveIfDead();
      this.#rust();
    }

    #rust() {
      if (this.#born !== life.instanceId) {
        this.#half = this.#make();
        this.#born = life.instanceId;
      }
      return this.#half;
    }

    static offer(handler) {
      this.prototype[handler] = function (...given) {
        return guarded(() => this.#rust()[handler](...given));
      };
    }

    // An alarm that throws seven times is gone for good, and with it all that
    // waits in the outbox. So whatever happens in it, the next one is set; only
    // if even that fails the runtime is left to try again.
    static offerAlarm() {
      this.prototype.alarm = async function (...given) {
        try {
          await guarded(() => this.#rust().alarm(...given));
        } catch (error) {
          console.error("the alarm has failed and is set again:", error?.stack ?? error);
          await this.#state.storage.setAlarm(Date.now() + ALARM_AGAIN_MS);
        }
      };
    }
  }
  // The runtime asks which handlers a class has: offer those of the Rust half.
  for (const handler of HANDLERS) {
    if (handler in RustHalf.prototype) Durable.offer(handler);
  }
  if ("alarm" in RustHalf.prototype) Durable.offerAlarm();
  return Durable;
}

export const ShopObject = durable(rust.ShopObject);
export const DeskObject = durable(rust.DeskObject);
export const RollObject = durable(rust.RollObject);
