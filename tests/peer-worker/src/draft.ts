// What a shopper sends, and what becomes of it once it is checked.

import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/min";
import * as z from "zod";
import { choose, openSpans, today, type DeskHours, type Span } from "./hours";
import { TOPICS } from "./topics";

export interface Settings {
  name: string;
  zone: string;
  country: string;
  origins: string[];
  caller_number: string;
  privacy: { version: string };
  topics: string[];
  order_policy: { same_day_cutoff: string; shipping: { weekdays: string[] } };
  limits: { address_hour: number; contact_day: number; shop_day: number; calls_minute: number };
  service: { urgent_minutes: number; wanted_urgent_days?: number };
}

/** What a draft is judged by. */
export interface Rules {
  settings: Settings;
  desk: DeskHours;
  spans: Span[];
}

export function rulesAt(settings: Settings, desk: DeskHours, now: number): Rules {
  return { settings, desk, spans: openSpans(desk, now) };
}

/** Wide and narrow forms alike, no controls, no blanks at the ends. */
const line = (max: number) =>
  z.string().max(max * 2).default("")
    .transform((text) => text.normalize("NFKC").replace(/[\p{Cc}\p{Cf}]/gu, "").replace(/\s+/gu, " ").trim())
    .pipe(z.string().max(max));

const paragraph = (max: number) =>
  z.string().max(max * 2).default("")
    .transform((text) => text.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n]/gu, "").trim())
    .pipe(z.string().max(max));

const raw = (max: number) => z.string().max(max).default("");

const httpUrl = z.url({ protocol: /^https?$/ }).max(2048);
const emailAddress = z.email().max(254);
const isoDate = z.iso.date();

const shape = z.object({
  topic: raw(64),
  name: line(80),
  kana: line(80),
  company: line(80),
  reply: raw(16),
  phone: raw(64),
  email: raw(254),
  window: raw(40),
  order_number: line(40),
  order_date: raw(16),
  order_name: line(80),
  order_phone: raw(64),
  order_email: raw(254),
  product: z
    .object({ name: line(200), sku: line(200), price: line(200), url: raw(2048), source: raw(16) })
    .default({ name: "", sku: "", price: "", url: "", source: "" }),
  quantity: line(20),
  wanted_date: raw(16),
  symptom: paragraph(2000),
  solution: paragraph(2000),
  address: line(300),
  message: paragraph(4000),
  tried: paragraph(2000),
  read: z.array(raw(64)).max(50).default([]),
  page: raw(2048),
  language: raw(32),
  consent: raw(64),
  homepage: raw(2048),
  took: raw(16),
  marketing: z.boolean().default(false),
});

type Typed = z.output<typeof shape>;

export type Reply = { by: "phone"; phone: string; window: "asap" | Span } | { by: "email"; email: string } | { by: "none" };

export type Order = { number: string } | { placed_on: string; name: string; phone?: string; email?: string };

export interface Intake {
  topic: string;
  name: string;
  kana?: string;
  company?: string;
  reply: Reply;
  order?: Order;
  product?: { name: string; sku?: string; price?: string; url?: string; source: "page" | "shopper" };
  quantity?: number;
  wanted_date?: string;
  symptom?: string;
  solution?: string;
  address?: string;
  message?: string;
  tried?: string;
  read: string[];
  page?: string;
  language: string;
  consent: { version: string; marketing: boolean };
  /** What speaks for a robot having filled this in. */
  robot?: string[];
}

/** The schema of a shop's drafts. `rules` gives those of the moment. */
export function draftSchema(rules: () => Rules) {
  return shape.transform((typed, ctx): Intake => {
    const { settings, desk, spans } = rules();
    const now = Date.now();
    const fault = (path: string, code: string) => {
      ctx.addIssue({ code: "custom", path: path.split("."), message: code, input: typed });
      return z.NEVER;
    };

    const topic = TOPICS[typed.topic];
    if (!topic) fault("topic", typed.topic ? "unknown" : "required");
    else if (!settings.topics.includes(typed.topic)) fault("topic", "not_offered");
    const needs = topic?.needs ?? [];

    const phone = (path: string, text: string) => {
      const number = parsePhoneNumberFromString(text.normalize("NFKC"), settings.country as CountryCode);
      if (!number?.isValid()) return fault(path, text ? "malformed" : "required");
      if (/^\+81(120|800|570|990|180|20)/.test(number.number)) return fault(path, "not_callable");
      return number.ext ? `${number.number};ext=${number.ext}` : number.number;
    };
    const email = (path: string, text: string) =>
      emailAddress.safeParse(text.trim()).data ?? fault(path, text ? "malformed" : "required");

    const reply = (): Reply => {
      switch (typed.reply) {
        case "phone":
          return { by: "phone", phone: phone("phone", typed.phone), window: window() };
        case "email":
          return { by: "email", email: email("email", typed.email) };
        case "none":
          if (needs.includes("contact")) fault("reply", "not_offered");
          return { by: "none" };
        default:
          return fault("reply", typed.reply ? "unknown" : "required");
      }
    };
    const window = () => {
      if (typed.window === "asap") return "asap";
      const start = Date.parse(typed.window);
      if (Number.isNaN(start)) return fault("window", typed.window ? "malformed" : "required");
      const chosen = choose(desk, spans, now, start);
      return typeof chosen === "string" ? fault("window", chosen) : chosen;
    };

    const day = today(settings.zone, now);
    const order = (): Order | undefined => {
      if (typed.order_number) {
        return /^[\p{L}\p{N}#_/ .-]+$/u.test(typed.order_number) ? { number: typed.order_number } : fault("order_number", "malformed");
      }
      if (!typed.order_date && !(needs.includes("order") && (typed.order_name || typed.order_phone || typed.order_email))) {
        return needs.includes("order") ? fault("order_number", "required") : undefined;
      }
      if (!isoDate.safeParse(typed.order_date).success) fault("order_date", "malformed");
      else if (typed.order_date > day) fault("order_date", "too_far");
      return {
        placed_on: typed.order_date,
        name: typed.order_name || typed.name,
        phone: typed.order_phone ? phone("order_phone", typed.order_phone) : undefined,
        email: typed.order_email ? email("order_email", typed.order_email) : undefined,
      };
    };

    const wantedDate = () => {
      if (!typed.wanted_date) return needs.includes("wanted_date") ? fault("wanted_date", "required") : undefined;
      if (!isoDate.safeParse(typed.wanted_date).success) return fault("wanted_date", "malformed");
      return typed.wanted_date < day ? fault("wanted_date", "past") : typed.wanted_date;
    };
    const quantity = () => {
      if (!typed.quantity) return needs.includes("quantity") ? fault("quantity", "required") : undefined;
      const count = /^(\d{1,6})\s*(個|点|枚|本|箱|台|セット|ケース)?$/u.exec(typed.quantity);
      return count && Number(count[1]) > 0 ? Number(count[1]) : fault("quantity", "malformed");
    };
    const text = (need: "symptom" | "solution" | "address" | "message", needed = needs.includes(need)) =>
      typed[need] || (needed ? fault(need, "required") : undefined);

    if (!typed.name) fault("name", "required");
    if (typed.kana && !/^[\p{sc=Katakana}\p{sc=Hiragana}ー・ ]+$/u.test(typed.kana)) fault("kana", "malformed");
    if (needs.includes("product") && !typed.product.name) fault("product.name", "required");
    if (typed.consent !== settings.privacy.version) fault("consent", "not_agreed");
    const asked = needs.includes("message") || (needs.includes("question") && typed.reply === "email");

    return {
      topic: typed.topic,
      name: typed.name,
      kana: typed.kana || undefined,
      company: typed.company || undefined,
      order: order(),
      product: product(typed.product),
      quantity: quantity(),
      wanted_date: wantedDate(),
      symptom: text("symptom"),
      solution: text("solution"),
      address: text("address"),
      message: text("message", asked),
      tried: typed.tried || undefined,
      reply: reply(),
      read: typed.read.filter((id) => /^[\w-]+$/.test(id)),
      page: httpUrl.safeParse(typed.page).data,
      language: /^[a-z]{2,3}/i.exec(typed.language)?.[0].toLowerCase() ?? "und",
      consent: { version: typed.consent, marketing: typed.marketing },
      robot: robot(typed),
    };
  });
}

function robot(typed: Typed): Intake["robot"] {
  const signs = [];
  if (typed.homepage.trim()) signs.push("trap_filled");
  if (typed.took && Number(typed.took) < 3) signs.push("filled_in_haste");
  return signs.length ? signs : undefined;
}

function product(typed: Typed["product"]): Intake["product"] {
  if (!typed.name) return;
  return {
    name: typed.name,
    sku: typed.sku || undefined,
    price: typed.price || undefined,
    url: httpUrl.safeParse(typed.url).data,
    source: typed.source === "page" ? "page" : "shopper",
  };
}

/** All faults of a draft, in the one error shape. */
export function faults(error: z.ZodError) {
  return error.issues.map((issue) => ({
    path: issue.path.join("."),
    code: issue.code === "custom" ? issue.message : issue.code === "too_big" ? "too_long" : "malformed",
  }));
}
