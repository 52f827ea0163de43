// The desk's open time: spans, windows, promises. Times are milliseconds.

export type Hours = [from: string, until: string][];

export interface DeskHours {
  zone: string;
  calendar: { week: Record<string, Hours>; closed: string[]; extra_open: Record<string, Hours> };
  windows: { length_minutes: number; lead_minutes: number; horizon_days: number };
  places: number;
}

export interface Span {
  start: number;
  end: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far a zone's clocks are ahead of UTC at a moment. */
function offset(zone: string, at: number): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
    });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  const local = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute);
  return local - Math.floor(at / MINUTE) * MINUTE;
}

/** The day by a zone's clocks, `YYYY-MM-DD`. */
export function today(zone: string, now: number): string {
  return new Date(now + offset(zone, now)).toISOString().slice(0, 10);
}

/** The weekday of a day, `mon` to `sun`. */
export function weekday(day: string): string {
  return WEEKDAYS[new Date(day).getUTCDay()];
}

/** Minutes since midnight by a zone's clocks. */
export function minuteOfDay(zone: string, now: number): number {
  const local = new Date(now + offset(zone, now));
  return local.getUTCHours() * 60 + local.getUTCMinutes();
}

function minutes(text: string): number {
  const [hours, rest] = text.split(":").map(Number);
  return hours * 60 + rest;
}

/** Open time from the day of `now` to the horizon. To be kept for an hour. */
export function openSpans(desk: DeskHours, now: number): Span[] {
  const shift = offset(desk.zone, now);
  const midnight = Math.floor((now + shift) / DAY) * DAY;
  const spans: Span[] = [];
  for (let n = 0; n <= desk.windows.horizon_days + 1; n++) {
    const local = new Date(midnight + n * DAY);
    const date = local.toISOString().slice(0, 10);
    const closed = desk.calendar.closed.includes(date);
    const hours = desk.calendar.extra_open[date] ?? (closed ? [] : desk.calendar.week[WEEKDAYS[local.getUTCDay()]] ?? []);
    for (const [from, until] of hours) {
      spans.push({ start: +local + minutes(from) * MINUTE - shift, end: +local + minutes(until) * MINUTE - shift });
    }
  }
  return spans;
}

/** Every window that has not ended, up to the horizon. */
export function* windows(desk: DeskHours, spans: Span[], now: number): Generator<Span> {
  const length = desk.windows.length_minutes * MINUTE;
  const horizon = now + desk.windows.horizon_days * DAY;
  for (const open of spans) {
    for (let start = open.start; start + length <= open.end && start < horizon; start += length) {
      if (start + length > now) yield { start, end: start + length };
    }
  }
}

function addOpenMinutes(spans: Span[], now: number, wanted: number): number | undefined {
  let left = wanted * MINUTE;
  for (const open of spans) {
    const from = Math.max(open.start, now);
    if (from > open.end) continue;
    if (open.end - from >= left) return from + left;
    left -= open.end - from;
  }
}

export type Taken = (start: number) => number;

/** The first window with a place that leaves the desk its time. */
export function asap(desk: DeskHours, spans: Span[], urgent: boolean, urgentMinutes: number, now: number, taken: Taken) {
  const due = addOpenMinutes(spans, now, urgent ? urgentMinutes : desk.windows.lead_minutes);
  if (due === undefined) return;
  for (const window of windows(desk, spans, now)) {
    if (window.end >= due && taken(window.start) < desk.places) {
      return { window, respondBy: urgent && window.start <= due ? due : window.end };
    }
  }
}

/** The window that starts at `start`, or why it can't be chosen. */
export function choose(desk: DeskHours, spans: Span[], now: number, start: number): Span | string {
  if (start < now + desk.windows.lead_minutes * MINUTE) return "past";
  if (start >= now + desk.windows.horizon_days * DAY) return "too_far";
  for (const window of windows(desk, spans, now)) if (window.start === start) return window;
  return "closed";
}

/** By when an answer in writing is due: as above, without a window. */
export function respondBy(spans: Span[], urgent: boolean, urgentMinutes: number, now: number): number | undefined {
  if (urgent) return addOpenMinutes(spans, now, urgentMinutes);
  const opens = spans.find((span) => span.end > now);
  if (!opens) return;
  const from = Math.max(opens.start, now) + DAY;
  const next = spans.find((span) => span.end > from);
  return next && Math.max(next.start, from);
}
