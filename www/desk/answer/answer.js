// A ticket that the desk handed to the shop: its people see it, answer, close it
// or leave a remark. Whoever has the link can; its key never leaves this tab.

import { clock, lang, span, words } from "./words.js";

const $ = (id) => document.getElementById(id);
/** How long an answer is waited for. */
const PATIENCE = 20_000;
const LINK = "madoguchi.answer";
const shop = new URLSearchParams(location.search).get("shop") ?? "";

/** The link that was opened: from the address, which is rid of it at once, or as it was in this tab. */
function opened() {
  const given = new URLSearchParams(location.hash.slice(1));
  const link = { shop, ticket: given.get("ticket"), key: given.get("key") };
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  try {
    if (link.ticket && link.key) sessionStorage.setItem(LINK, JSON.stringify(link));
    const kept = JSON.parse(sessionStorage.getItem(LINK));
    return kept?.shop === shop ? kept : null;
  } catch {
    return link.ticket && link.key ? link : null;
  }
}

const link = opened();
/** The ticket as it was last seen, and how far this device's clock is from the server's. */
let seen = null;
let ahead = 0;
/** What was sent and not answered: sent again it is the same command. */
let unsent = null;
let busy = false;

async function call(method, body) {
  const path = `/v1/shops/${encodeURIComponent(link.shop)}/handed/${encodeURIComponent(link.ticket)}?lang=${lang}`;
  const headers = { authorization: `Bearer ${link.key}` };
  if (body) headers["content-type"] = "application/json";
  return fetch(path, { method, body, headers, cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(PATIENCE) });
}

/** Ends what can be done here, and says why. What was typed stays to be copied. */
function over(why, again = false) {
  const [title, text] = words.over[why];
  const typed = ["return-note", "close-note", "note-text"].map((id) => $(id).value.trim()).filter(Boolean).join("\n\n");
  $("over").dataset.why = why;
  $("over-title").textContent = title;
  $("over-text").textContent = text;
  $("again").hidden = !again;
  $("typed").hidden = !typed || why === "returned" || why === "closed";
  $("typed-text").textContent = typed;
  $("loading").hidden = $("ticket").hidden = true;
  $("over").hidden = false;
  document.title = title;
  $("over").focus();
}

/** It is answered from here: the link is of no use any more. */
function done(why) {
  try {
    sessionStorage.removeItem(LINK);
  } catch { /* It was never there. */ }
  over(why);
}

/** Asks for the ticket; false if it could not be had, which is then said. */
async function look() {
  let answer;
  try {
    answer = await call("GET");
    if (answer.ok) {
      show(await answer.json());
      return true;
    }
  } catch {
    answer = null;
  }
  if (!answer) over("offline", true);
  else if (answer.status === 429 || answer.status >= 500) over("busy", true);
  else over("dead");
  return false;
}

function element(name, text, data = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  Object.assign(made.dataset, data);
  return made;
}

/** Rows that the page itself says, or that are the desk's own concern. */
const ELSEWHERE = ["urgency", "deadline"];

/** A row's value; where it leads if that is an address of a kind that is known. */
function value({ value, href }) {
  if (!/^(tel:|mailto:|https?:\/\/)/i.test(href ?? "")) return element("dd", value);
  const leads = element("a", value);
  leads.href = href;
  if (/^http/i.test(href)) Object.assign(leads, { target: "_blank", rel: "noopener noreferrer" });
  const made = document.createElement("dd");
  made.append(leads);
  return made;
}

function show(handed) {
  seen = handed;
  ahead = Date.now() - Date.parse(handed.now);
  const when = clock(handed.zone);
  document.title = words.page(handed.id);
  $("shop").textContent = `${handed.shop_name} ・ ${handed.id}`;
  $("urgent").hidden = handed.urgency !== "urgent";
  $("due").textContent = handed.respond_by ? words.due(when(handed.respond_by)) : words.no_due;
  $("asked").textContent = handed.asked;
  $("asked-by").textContent = words.asked_by(handed.by, when(handed.at));
  const rows = handed.notice.filter((row) => row.value !== "—" && !ELSEWHERE.includes(row.key));
  $("notice").replaceChildren(...rows.map((row) => {
    const line = element("div", "", { key: row.key });
    line.append(element("dt", row.label), value(row));
    return line;
  }));
  $("notes").hidden = !handed.notes.length;
  $("notes").querySelector("ol").replaceChildren(...handed.notes.map((note) => {
    const line = element("li", "");
    const who = [words.from[note.from] ?? note.from, note.by, when(note.at)].filter(Boolean).join(" ・ ");
    line.append(element("p", who, { part: "who" }), element("p", note.text));
    return line;
  }));
  tick();
  $("loading").hidden = $("over").hidden = true;
  $("ticket").hidden = false;
}

/** What is left of the time. */
function tick() {
  if (!seen) return;
  const left = seen.respond_by ? Date.parse(seen.respond_by) - (Date.now() - ahead) : null;
  $("left").textContent = left === null ? "" : left > 0 ? words.left(span(left)) : -left < 60_000 ? words.late_now : words.late(span(-left));
  $("left").toggleAttribute("data-late", left !== null && left <= 0);
}

/** Says what became of a sending, where it was sent. */
function say(news, fault = "") {
  $("news").textContent = news;
  $("fault").textContent = fault;
  $("send-again").hidden = !fault || !unsent;
}

/** Sends an act; the same act again is the same command. */
async function send(act, after) {
  if (busy) return;
  const by = $("by").value.trim();
  const body = { ...act, ...(by && { by }) };
  const same = unsent && unsent.seq === seen.seq && JSON.stringify(unsent.body) === JSON.stringify(body);
  unsent = same ? unsent : { id: crypto.randomUUID(), seq: seen.seq, body, after };
  busy = true;
  $("answers").setAttribute("aria-busy", "true");
  say(words.sending);
  let answer = null;
  let told = null;
  try {
    answer = await call("POST", JSON.stringify({ ...body, id: unsent.id, seq: unsent.seq }));
    told = answer.status === 204 ? null : await answer.json();
  } catch {
    // Whether it arrived nobody can tell: the same again does no harm.
    if (!answer?.ok) answer = null;
  }
  busy = false;
  $("answers").removeAttribute("aria-busy");
  await settle(answer, told);
}

async function settle(answer, told) {
  const code = told?.error?.code;
  if (!answer || answer.status >= 500) return say("", words.unsent);
  if (answer.status === 429) return say("", words.too_many(answer.headers.get("retry-after") ?? 60));
  const { after } = unsent;
  unsent = null;
  if (answer.status === 204) return done(after);
  if (answer.ok) {
    $("note-text").value = "";
    if (told) show(told);
    return say(words.noted);
  }
  if (answer.status === 401 || answer.status === 404) return over("dead");
  if (code === "stale") return (await look()) && say("", words.changed);
  say("", code === "full" ? words.full : words.failed(code ?? answer.status));
}

/** Whether a field has something in it; what it lacks is said there. */
function filled(id, fault, word) {
  const field = $(id);
  const lacks = !field.value.trim();
  $(fault).textContent = lacks ? word : "";
  field.setAttribute("aria-invalid", lacks);
  if (lacks) field.focus();
  return !lacks;
}

function on(form, act) {
  $(form).addEventListener("submit", (event) => {
    event.preventDefault();
    const made = act();
    if (made) send(...made);
  });
}

for (const element of document.querySelectorAll("[data-word]")) element.textContent = words[element.dataset.word];
document.documentElement.lang = lang;
const other = new URL(location.href);
other.searchParams.set("lang", lang === "ja" ? "en" : "ja");
Object.assign($("language"), { textContent: words.language, lang: lang === "ja" ? "en" : "ja", href: other.pathname + other.search });
$("close-outcome").append(element("option", words.choose), ...Object.entries(words.outcomes).map(([code, word]) => {
  const option = element("option", word);
  option.value = code;
  return option;
}));
$("close-outcome").options[0].value = "";

on("return", () => filled("return-note", "return-fault", words.required) && [{ act: "return_to_desk", note: $("return-note").value.trim() }, "returned"]);
on("close", () => {
  if (!filled("close-outcome", "close-fault", words.choose_one)) return null;
  const note = $("close-note").value.trim();
  return [{ act: "close", outcome: $("close-outcome").value, ...(note && { note }) }, "closed"];
});
on("note", () => filled("note-text", "note-fault", words.required) && [{ act: "note", text: $("note-text").value.trim() }, "noted"]);
$("send-again").addEventListener("click", () => unsent && send(withoutBy(unsent.body), unsent.after));
$("again").addEventListener("click", () => location.reload());
// Another link that is opened in this tab.
addEventListener("hashchange", () => location.reload());
// Somebody else may have answered meanwhile.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && seen && !busy && !$("ticket").hidden) refresh();
});
setInterval(tick, 20_000);

function withoutBy({ by, ...act }) {
  return act;
}

/** Looks again without a word, unless it is over. */
async function refresh() {
  try {
    const answer = await call("GET");
    if (answer.ok) {
      const handed = await answer.json();
      // What is being sent goes by what was seen when it was begun.
      if (!busy && !unsent) show(handed);
    } else if (answer.status === 401 || answer.status === 404) {
      over("dead");
    }
  } catch { /* Sending will tell. */ }
}

if (link) await look();
else over("missing");
