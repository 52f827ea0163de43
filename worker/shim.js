// The Worker's door: what the runtime calls, handed to Rust.
//
// Rust code that panics traps and leaves its memory in an unknown state. Every
// call that was under way is then answered with an error, and before the next
// one the wasm is started afresh. A Durable Object gets a new Rust half over
// the same storage: what was acknowledged lies there, so nothing is lost.

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

// Rust's futures go on in microtasks. The runtime's own function for these
// crosses into C++ each time, a settled promise doesn't.
const settled = Promise.resolve();
globalThis.queueMicrotask = (task) => void settled.then(task).catch(noteFault);

function noteFault(error) {
  noteTrap(error);
  if (!life.criticalError) console.error(error);
}

function guarded(call) {
  reviveIfDead();
  return new Promise((resolve, reject) => {
    underWay.add(reject);
    const fail = (error) => {
      underWay.delete(reject);
      noteTrap(error);
      reject(error);
    };
    try {
      call().then((value) => {
        underWay.delete(reject);
        resolve(value);
      }, fail);
    } catch (error) {
      fail(error);
    }
  });
}

export default {
  // Rust only says whose request it is: what the object answers goes on as it
  // comes. Where that fails, what was stored is answered for, and whether this
  // request was, nobody knows; with the same idempotency key it can be sent
  // again safely.
  async fetch(request, env) {
    try {
      reviveIfDead();
      return await rust.fetch(request, env);
    } catch (error) {
      noteFault(error);
      reviveIfDead();
      return rust.unavailable();
    }
  },

  // By cron: looks after the objects that nobody asks anything.
  scheduled(event, env, ctx) {
    return guarded(() => rust.scheduled(event, env, ctx));
  },
};

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
