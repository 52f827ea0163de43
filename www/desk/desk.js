// The desk's page: who is signed in, which tickets there are and in what order, and what is done to them.

import { draw, make, put, tick, waiting } from "./card.js";
import { open } from "./line.js";
import { clocks, fill, lang, words } from "./words.js";

const TICK_MS = 5_000;
const NEW_MS = 60_000;
const NEWS_MS = 20_000;
const MOVED_MS = 500;
const CLOSED_SHOWN = 20;

const $ = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
const rows = new Map();
const cards = new Map();
const unsure = new Map(); // by ticket: the command whose outcome is unknown
let desk = query.get("desk") ?? "";
let line, clock, zone, started, newsTimer, movedTimer;
let news = [];

// The server's clock: what it said, and the time that has passed here since.
let base = { server: 0, mono: 0, wall: 0 };
const now = () => base.server + performance.now() - base.mono;

const key = () => `madoguchi.token.${desk}`;
const fragment = () => new URLSearchParams(location.hash.slice(1).replaceAll("+", "%2B"));
const ticketOf = (row) => row.data.ticket;
const isOpen = (row) => waiting(ticketOf(row));
const isElsewhere = (row) => ["handed", "set_aside"].includes(ticketOf(row).state);
const isUrgent = (row) => ticketOf(row).urgency === "urgent";
const dueOf = (row) => Date.parse(ticketOf(row).next_try ?? ticketOf(row).promise.respond_by ?? "9999-12-31T23:59:59Z");

// Signing in

function begin() {
  const found = fragment();
  if (found.get("token")) {
    sessionStorage.setItem(key(), found.get("token"));
    found.delete("token");
    history.replaceState(null, "", `${location.pathname}${location.search}${found.size ? `#${found}` : ""}`);
  }
  line?.close();
  const token = sessionStorage.getItem(key());
  if (!desk || !token) return signIn();
  started = false;
  show(true);
  $("desk-name").textContent = desk;
  $("desk").focus({ preventScroll: true });
  line = open(desk, token, { state, list, ticket: (row) => merge(row) && render(), refused: () => signOut(words.refused) });
}

function signIn(fault = "") {
  show(false);
  $("sign-in-fault").textContent = fault;
  $("sign-in-fault").hidden = !fault;
  $("sign-in-desk").value = desk;
  $(desk ? "sign-in-token" : "sign-in-desk").focus();
}

/** Nothing of the tickets stays on the page. */
function signOut(fault) {
  line?.close();
  sessionStorage.removeItem(key());
  rows.clear();
  unsure.clear();
  render();
  signIn(fault);
}

function show(signedIn) {
  for (const id of ["desk", "counts", "clock", "live", "sign-out"]) $(id).hidden = !signedIn;
  $("door").hidden = signedIn;
  $("reconnect").hidden = true;
  say("");
}

$("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  desk = $("sign-in-desk").value.trim();
  sessionStorage.setItem(key(), $("sign-in-token").value.trim());
  $("sign-in-token").value = "";
  query.set("desk", desk);
  history.replaceState(null, "", `${location.pathname}?${query}${location.hash}`);
  otherLanguage();
  begin();
});
$("sign-out").addEventListener("click", () => signOut());
$("reconnect").addEventListener("click", () => line.retry());

function otherLanguage() {
  const other = lang === "ja" ? "en" : "ja";
  const address = new URLSearchParams([...query].filter(([name]) => name !== "lang").concat([["lang", other]]));
  Object.assign($("language"), { textContent: { ja: "日本語", en: "English" }[other], lang: other, href: `?${address}` });
}

// What the line brings

function state(name) {
  $("live").dataset.state = name;
  $("live-word").textContent = words[name];
  $("reconnect").hidden = name !== "waiting";
}

function list({ version, now: at, zone: name, tickets }) {
  base = { server: Date.parse(at), mono: performance.now(), wall: Date.now() };
  if (zone !== name) clock = clocks((zone = name));
  const listed = new Set(tickets.map(({ id }) => id));
  for (const [id, row] of rows) if (!listed.has(id) && row.version <= version) rows.delete(id);
  for (const row of tickets) merge(row);
  const first = !started;
  started = true;
  render();
  ticks();
  if (first) seek();
}

/** Takes a row if it is newer than ours; tells whether it was. */
function merge(row) {
  const old = rows.get(row.id);
  const ticket = ticketOf(row);
  if (old && ticketOf(old).seq >= ticket.seq) return false;
  const card = cards.get(row.id) ?? make(row.id);
  rows.set(row.id, row);
  cards.set(row.id, card);
  draw(card, row, clock, now());
  note(card, unsure.delete(row.id) && isOpen(row) ? words.changed : "");
  const fresh = started && !old && isOpen(row);
  put(card, "new", fresh ? words.new : "");
  if (fresh) {
    setTimeout(() => put(card, "new", ""), NEW_MS);
    news.push(words.said_new(card.getAttribute("aria-label")));
  }
  if (old && ticket.state === "cancelled") news.push(words.said_cancelled(row.id, row.data.shop_name));
  return true;
}

function say(text) {
  $("news").textContent = text;
  clearTimeout(newsTimer);
  newsTimer = setTimeout(() => ($("news").textContent = ""), NEWS_MS);
}

// The page

/** Puts every card in its place; the card that the operator is at stays where it is on the screen. */
function render() {
  const all = [...rows.values()];
  const open = all.filter(isOpen).sort((a, b) => dueOf(a) - dueOf(b) || Date.parse(ticketOf(a).created_at) - Date.parse(ticketOf(b).created_at));
  const urgent = open.filter(isUrgent);
  const newest = (rows) => rows.sort((a, b) => b.version - a.version);
  const active = document.activeElement;
  const hovered = document.querySelector(".card:hover");
  const held = active.closest(".card") ?? hovered;
  const [top, hoveredTop] = [topOf(held), topOf(hovered)];
  const after = held && (neighbour(held) ?? neighbour(held, -1));

  place("urgent", urgent);
  place("normal", open.filter((row) => !isUrgent(row)));
  place("elsewhere", newest(all.filter(isElsewhere)));
  place("closed", newest(all.filter((row) => !isOpen(row) && !isElsewhere(row))).slice(0, CLOSED_SHOWN));
  for (const id of cards.keys()) if (!rows.has(id)) cards.delete(id);
  $("empty").hidden = open.length > 0 || !started;
  $("counts").textContent = words.open(urgent.length, open.length);
  document.title = words.title(urgent.length, open.length);

  const gone = held && !shownCards().includes(held);
  const stays = gone ? after : held;
  if (held?.contains(active)) (gone ? (after ?? $("desk")) : active).focus({ preventScroll: true });
  if (stays && scrollY > 0) scrollBy(0, topOf(stays) - top);
  if (Math.abs(topOf(hovered) - hoveredTop) > 2) moved();
  if (news.length) say(news.length > 2 ? words.said_many(news.length) : news.join(" "));
  news = [];
}

const topOf = (card) => card?.getBoundingClientRect().top;

/** What has just come under the pointer is not what was meant: for a moment, a click does nothing. */
function moved() {
  $("desk").dataset.moved = "";
  clearTimeout(movedTimer);
  movedTimer = setTimeout(() => delete $("desk").dataset.moved, MOVED_MS);
}

function place(id, list) {
  const box = $(id).querySelector(".cards");
  const wanted = list.map((row) => cards.get(row.id));
  for (const card of [...box.children]) if (!wanted.includes(card)) card.remove();
  wanted.forEach((card, at) => box.children[at] !== card && box.insertBefore(card, box.children[at] ?? null));
  $(id).hidden = !list.length;
  $(`${id}-title`).textContent = `${words[id]} ${words.count(list.length)}`;
}

const shownCards = () => [...document.querySelectorAll("section .card, .folded[open] .card")];

function neighbour(card, step = 1) {
  const shown = shownCards();
  return card ? shown[shown.indexOf(card) + step] : shown[0];
}

/** Goes to the ticket that the address names. */
function seek() {
  const id = fragment().get("ticket")?.toUpperCase();
  for (const card of document.querySelectorAll("[data-here]")) delete card.dataset.here;
  if (!id) return;
  const card = cards.get(id);
  if (!card?.isConnected) return say(words.said_missing(id));
  const folded = card.closest(".folded");
  if (folded) folded.open = true;
  card.dataset.here = "yes";
  card.focus();
  card.scrollIntoView({ block: "start" });
}

function ticks() {
  for (const [id, row] of rows) tick(cards.get(id), row, clock, now());
  $("clock").textContent = `${clock.time(now())} ${zone}`;
}

setInterval(() => {
  if (!started) return;
  ticks();
  // The machine slept and its monotonic clock with it, or its clock was set: ask for the time again.
  const drift = Date.now() - base.wall - (performance.now() - base.mono);
  if (Math.abs(drift) < TICK_MS) return;
  base.wall += drift;
  line.load().catch(() => {});
}, TICK_MS);

// What the operator does

function note(card, text, again = false) {
  put(card, "note", text);
  card.querySelector("[data-act=again]").hidden = !again;
}

/** What a button says to the shop's object. */
const SAID = {
  reached: { act: "attempt", outcome: "reached" },
  no_answer: { act: "attempt", outcome: "no_answer" },
  answered: { act: "close", outcome: "solved" },
};

async function act(card, name) {
  const id = card.dataset.ticket;
  if (card.getAttribute("aria-busy") === "true") return;
  const command = name === "again" ? unsure.get(id) : { id: crypto.randomUUID(), seq: ticketOf(rows.get(id)).seq, ...(SAID[name] ?? { act: name }) };
  unsure.delete(id);
  card.setAttribute("aria-busy", "true");
  card.querySelector(".more").open = false;
  note(card, words.sending);
  try {
    const { row, status, code } = await line.act(id, command);
    if (row && merge(row)) render();
    if (!row) await line.load().catch(() => {});
    note(card, row ? "" : ((status === 409 && words.refusals[code]) || words.failed(code ?? status)));
    if (row) say(words.said_done(id));
  } catch {
    // Whatever came meanwhile says more than an answer that didn't.
    const known = rows.get(id);
    const same = known && ticketOf(known).seq === command.seq;
    if (same) unsure.set(id, command);
    note(card, same ? words.unsent : known && isOpen(known) ? words.changed : "", same);
  }
  card.setAttribute("aria-busy", "false");
}

async function copy(button) {
  await navigator.clipboard?.writeText(button.dataset.copy);
  button.textContent = words.copied;
  setTimeout(() => (button.textContent = words.copy), 2_000);
}

$("desk").addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button?.dataset.act) act(button.closest(".card"), button.dataset.act);
  if (button?.dataset.copy) copy(button);
});

$("desk").addEventListener("keydown", (event) => {
  const { key: pressed, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const more = pressed === "Escape" && target.closest(".more[open]");
  if (more) {
    more.open = false;
    more.querySelector("summary").focus();
  }
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[pressed];
  const next = step && neighbour(target.closest(".card"), step);
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
});

addEventListener("hashchange", () => (fragment().has("token") ? begin() : seek()));
document.documentElement.lang = lang;
fill(document);
otherLanguage();
begin();
