// One ticket's card: draws a row of the list, and what is left of its promise.

import { fill, span, words } from "./words.js";

const SOON_MS = 5 * 60_000;
const LONG = 120; // more than fits beside other lines
// What may be done in which state; the shop's object decides all the same.
const ACTS = {
  open: ["start_call", "reached", "no_answer", "answered"],
  retrying: ["start_call", "reached", "no_answer", "give_up"],
  calling: ["reached", "no_answer", "put_back"],
  handed: ["put_back"],
  set_aside: ["put_back"],
};
const CALLS = ["start_call", "reached", "no_answer"];
const LINK = /^https?:\/\//i;

export const part = (card, name) => card.querySelector(`[data-part="${name}"]`);

export function make(id) {
  const card = document.getElementById("card").content.cloneNode(true).firstElementChild;
  fill(card);
  card.id = `t-${id}`;
  card.dataset.ticket = id;
  part(card, "attempts").setAttribute("aria-label", words.attempts);
  return card;
}

/** Draws the whole row anew. What came from elsewhere becomes text, never markup. */
export function draw(card, row, clock, now) {
  const { ticket, notice, shop_name: shop } = row.data;
  const urgent = ticket.urgency === "urgent";
  const phone = ticket.intake?.reply.by === "phone";
  const waits = waiting(ticket);
  const possible = (ACTS[ticket.state] ?? []).filter((name) => (phone ? name !== "answered" : !CALLS.includes(name)));
  const matter = notice.find(({ key }) => key === "matter");
  const shown = {
    urgency: urgent ? words.urgent : words.normal,
    state: ticket.state === "open" ? "" : aside(ticket) ?? words[ticket.state],
    "matter-label": matter?.label,
    matter: matter?.value,
    shop,
    id: row.id,
    created: words.received(clock.when(Date.parse(ticket.created_at), now)),
  };
  for (const [name, text] of Object.entries(shown)) put(card, name, text ?? "");
  Object.assign(card.dataset, { seq: ticket.seq, state: ticket.state, urgency: ticket.urgency, shop: row.shop });
  card.setAttribute("aria-label", [shown.urgency, shown.matter, shop].join(" "));
  card.toggleAttribute("data-pressing", urgent && waits);
  part(card, "urgency").classList.toggle("pressing", urgent && waits);
  part(card, "notice").replaceChildren(...notice.filter((line) => line !== matter).map(cell));
  const attempt = ({ at, outcome }) => element("li", `${clock.when(Date.parse(at), now)} ${words.attempt[outcome] ?? outcome}`);
  part(card, "attempts").replaceChildren(...ticket.attempts.map(attempt));
  part(card, "attempts").hidden = !ticket.attempts.length;
  card.querySelector(".acts").hidden = !possible.length;
  for (const button of card.querySelectorAll(".acts [data-act]")) button.hidden = !possible.includes(button.dataset.act);
  card.querySelector(".more").hidden = !possible.includes("give_up");
  tick(card, row, clock, now);
}

/** Writes what is left of the promise at `now`: it is a promise of the first attempt. */
export function tick(card, row, clock, now) {
  const { state, promise, attempts, intake, next_try } = row.data.ticket;
  const moment = (text) => (text ? Date.parse(text) : undefined);
  const [due, first] = [moment(promise.respond_by), moment(attempts[0]?.at)];
  const start = intake?.reply.window?.start && moment(promise.window?.start);
  const [how, text] = standing(row.data.ticket, due, first, now);
  card.dataset.promise = how;
  put(card, "left", text);
  const to = due && clock.time(due);
  if (state === "retrying") put(card, "due", words.next(clock.when(moment(next_try), now)));
  else put(card, "due", !due ? "" : start ? words.between(clock.when(start, now), to) : words.until(clock.when(due, now)));
  put(card, "early", state === "open" && start > now ? words.early(clock.when(start, now)) : "");
}

/** Why it was set aside, where that isn't what it says. */
const aside = ({ state, pitch }) => (state === "set_aside" ? words.robot[pitch?.find(({ kind }) => kind === "robot")?.code] : undefined);

/** Whether it is the desk's turn. */
export const waiting = ({ state }) => ["open", "calling", "retrying"].includes(state);

function standing(ticket, due, first, now) {
  if (!waiting(ticket)) return ["ended", ""];
  if (first) return ["met", first > due ? words.met_late(span(first - due)) : words.met];
  if (!due) return ["none", words.no_limit];
  const left = due - now;
  if (left > 0) return [left > SOON_MS ? "left" : "soon", words.left(span(left))];
  return ["over", left > -60_000 ? words.over_now : words.over(span(-left))];
}

/** Writes a part, and hides it while it is empty; what stays the same is left alone. */
export function put(card, name, text) {
  const place = part(card, name);
  if (place.textContent !== text) place.textContent = text;
  place.hidden = !text;
}

/** One line of the notice. */
function cell({ key, label, value, href }) {
  const line = element("div");
  const what = element("dd");
  line.dataset.key = key;
  line.toggleAttribute("data-empty", value === "—");
  line.append(element("dt", label), what);
  if (key === "contact" && value !== "—") what.append(...contact(value, href));
  else if ((key === "page" || key === "link") && LINK.test(value)) what.append(link(key, value));
  else if (key === "product" && LINK.test(href)) what.append(link(key, value, href));
  else what.textContent = value;
  line.toggleAttribute("data-long", value.length > LONG);
  if (value.length > LONG) what.tabIndex = 0; // it may scroll
  return line;
}

function link(key, value, href = value) {
  const elsewhere = key === "link" ? {} : { target: "_blank", rel: "noopener noreferrer" };
  return Object.assign(element("a", value), { href, title: href, ...elsewhere });
}

/** As it is written where the desk is; the link dials it. */
function contact(value, href) {
  const copy = Object.assign(element("button", words.copy), { type: "button", className: "quiet" });
  copy.dataset.copy = href?.replace(/^(tel|mailto):/, "") ?? value;
  if (!href) return [element("span", value), copy];
  return [Object.assign(element("a", value), { href, className: "call" }), copy];
}

function element(name, text = "") {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
