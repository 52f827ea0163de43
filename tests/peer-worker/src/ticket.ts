// From a checked draft to a ticket, and to what the desk and the shopper see.

import type { Intake, Rules } from "./draft";
import { asap, minuteOfDay, respondBy, today, weekday, type Span, type Taken } from "./hours";
import { TOPICS } from "./topics";

export interface Ticket {
  id: string;
  shop: string;
  seq: number;
  state: "open" | "set_aside";
  created_at: string;
  urgency: "urgent" | "normal";
  respond_by: string | null;
  window: { start: string; end: string } | null;
  signals?: string[];
  intake: Intake;
}

const URGENT_WORDS = /至急|大至急|緊急|急ぎ|本日中|今日中|すぐに|クレーム|返金|消費者センター|弁護士|urgent|asap|immediately|refund|lawyer/iu;

const PITCH: Record<string, RegExp> = {
  offer: /ご提案|ご案内|ご紹介|弊社サービス|導入事例|無料相談|資料請求|貴社|御社/u,
  gain: /売上(アップ|向上)|コスト削減|集客|SEO|アクセスアップ|業務効率化|広告運用/iu,
  meeting: /お打ち合わせ|オンライン面談|商談|ご都合の良い日時|アポイント/u,
  link: /https?:\/\/\S+/u,
};

function words(intake: Intake): string {
  return [intake.symptom, intake.solution, intake.tried, intake.message].filter(Boolean).join("\n");
}

function isUrgent(intake: Intake, rules: Rules, now: number): boolean {
  const { settings } = rules;
  const { pressing } = TOPICS[intake.topic];
  if (pressing === "always") return true;
  if (pressing === "before_cutoff") {
    const { same_day_cutoff, shipping } = settings.order_policy;
    const [hour, minute] = same_day_cutoff.split(":").map(Number);
    const day = today(settings.zone, now);
    const ships = shipping.weekdays.includes(weekday(day)) && !rules.desk.calendar.closed.includes(day);
    if (ships && minuteOfDay(settings.zone, now) < hour * 60 + minute) return true;
  }
  if (intake.wanted_date) {
    const days = (Date.parse(intake.wanted_date) - Date.parse(today(settings.zone, now))) / 86_400_000;
    if (days <= (settings.service.wanted_urgent_days ?? 2)) return true;
  }
  return URGENT_WORDS.test(words(intake));
}

/** Signals of a sales pitch; two kinds are needed to set it aside. */
function pitchSignals(intake: Intake): string[] {
  const text = `${intake.company ?? ""}\n${words(intake)}`.normalize("NFKC");
  const found = Object.keys(PITCH).filter((kind) => PITCH[kind].test(text));
  return [...(intake.order ? [] : found), ...(intake.robot ?? [])];
}

const iso = (at: number) => new Date(at).toISOString();
const span = (window: Span) => ({ start: iso(window.start), end: iso(window.end) });

/** The ticket, or the code for which no window can be had. */
export function accept(id: string, shop: string, intake: Intake, rules: Rules, now: number, taken: Taken): Ticket | string {
  const { desk, spans, settings } = rules;
  const urgent = isUrgent(intake, rules, now);
  let due = respondBy(spans, urgent, settings.service.urgent_minutes, now);
  let window: Span | undefined;
  if (intake.reply.by === "phone") {
    if (intake.reply.window === "asap") {
      const promise = asap(desk, spans, urgent, settings.service.urgent_minutes, now, taken);
      if (!promise) return "taken";
      window = promise.window;
      due = promise.respondBy;
    } else {
      window = intake.reply.window;
      if (taken(window.start) >= desk.places) return "taken";
      due = window.end;
    }
  }
  const signals = pitchSignals(intake);
  return {
    id,
    shop,
    seq: 1,
    state: signals.length >= 2 ? "set_aside" : "open",
    created_at: iso(now),
    urgency: urgent ? "urgent" : "normal",
    respond_by: due === undefined ? null : iso(due),
    window: window ? span(window) : null,
    signals: signals.length >= 2 ? signals : undefined,
    intake,
  };
}

/** What its shopper sees. */
export function status(ticket: Ticket, callerNumber: string) {
  const byPhone = ticket.intake.reply.by === "phone";
  return {
    ticket: ticket.id,
    state: "open",
    created_at: ticket.created_at,
    topic: ticket.intake.topic,
    urgency: ticket.urgency,
    respond_by: ticket.respond_by,
    window: ticket.window,
    by_phone: byPhone,
    caller_number: callerNumber,
    attempts: [],
    next_try: null,
    may: byPhone ? ["move", "cancel"] : ["cancel"],
  };
}

/** The notice: one form for every channel. */
export function notice(ticket: Ticket, zone: string, link: string): string {
  const { intake } = ticket;
  const when = (at: string | null) => (at ? new Date(at).toLocaleString("ja-JP", { timeZone: zone, dateStyle: "medium", timeStyle: "short" }) : "–");
  const contact = intake.reply.by === "phone" ? intake.reply.phone : intake.reply.by === "email" ? intake.reply.email : "–";
  const order = !intake.order ? "–" : "number" in intake.order ? intake.order.number : `${intake.order.placed_on} ${intake.order.name} ${intake.order.phone ?? intake.order.email ?? ""}`;
  const lines = [
    `要件: ${intake.topic}`,
    `氏名: ${intake.name}${intake.kana ? ` (${intake.kana})` : ""}`,
    `社名: ${intake.company ?? "–"}`,
    `連絡先: ${contact}`,
    `希望商品・数量: ${intake.product?.name ?? "–"} ${intake.quantity ?? ""}`,
    `希望納期: ${intake.wanted_date ?? "–"}`,
    `住所・エリア: ${intake.address ?? "–"}`,
    `緊急度: ${ticket.urgency === "urgent" ? "至急" : "通常"}`,
    `折返し: ${ticket.window ? `${when(ticket.window.start)} – ${when(ticket.window.end)}` : "–"}`,
    `期限: ${when(ticket.respond_by)}`,
    `注文番号: ${order}`,
  ];
  for (const [label, text] of [["症状", intake.symptom], ["希望", intake.solution], ["試したこと", intake.tried], ["本文", intake.message]]) {
    if (text) lines.push(`${label}:`, text.replace(/[<>&@]/g, (sign) => `\u200b${sign}`));
  }
  lines.push(`ページ: ${intake.page ?? "–"}`, link);
  return lines.join("\n");
}
