//! The table of rules: a new one is a line here and a file of vectors.

use crate::Rule;
use crate::shapes::*;
use crate::world::world;
use madoguchi_shared::calendar::Calendar;
use madoguchi_shared::day::{Day, TimeOfDay};
use madoguchi_shared::desk::Paused;
use madoguchi_shared::faq::{self, Faq, Hit, Index};
use madoguchi_shared::field::{Country, Email, Line, Name, OrderNumber, PageUrl, Paragraph, Phone, display_e164};
use madoguchi_shared::id::{Key, Slug, TicketId};
use madoguchi_shared::instant::Instant;
use madoguchi_shared::notice::{Notice, Sheet, Texts, escape, notice};
use madoguchi_shared::order_policy::{Answer, answer};
use madoguchi_shared::promise::{asap, free_windows, promise};
use madoguchi_shared::retry::{may_call_at, next_try};
use madoguchi_shared::rules::DeskHours;
use madoguchi_shared::service::Service;
use madoguchi_shared::settings::{DeskSettings, Document, ShopSettings, Unread, read};
use madoguchi_shared::ticket::{Actor, Change, Facts, State, Step, Ticket, next};
use madoguchi_shared::tracking::TrackingNumber;
use madoguchi_shared::triage::{pitch, signal, topic};
use madoguchi_shared::urgency::{Grounds, Urgency, urgency};
use madoguchi_shared::window::WindowRules;
use madoguchi_shared::zone::Zone;
use madoguchi_shared::{Code, Fault, Topic, fold, holiday, scrub};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Every rule by the name of its file.
pub const RULES: &[(&str, Rule)] = &[
    ("fold", |given| on(given, |text: String| fold::fold(&text))),
    ("scrub", |given| on(given, |query: String| scrub::scrub(&query))),
    ("phone", |given| on(given, phone)),
    ("email", |given| on(given, |text: String| verdict(Email::parse(&text)))),
    ("name", |given| on(given, |text: String| verdict(Name::parse(&text)))),
    ("order_number", |given| on(given, |text: String| verdict(OrderNumber::parse(&text)))),
    ("line", |given| on(given, |text: String| verdict(Line::parse(&text)))),
    ("paragraph", |given| on(given, |text: String| verdict(Paragraph::parse(&text)))),
    ("page_url", |given| on(given, |text: String| verdict(PageUrl::parse(&text)))),
    ("slug", |given| on(given, |text: String| verdict(Slug::parse(&text)))),
    ("key", |given| on(given, |text: String| verdict(Key::parse(&text)))),
    ("ticket_number", |given| on(given, |text: String| verdict(TicketId::parse(&text)))),
    ("ticket_number_made", |given| on(given, TicketId::from_random)),
    ("topic", |given| on(given, |slug: String| verdict(Topic::parse(&slug).map(|topic| About { topic, row: topic.row() })))),
    ("instant", |given| on(given, |text: String| Instant::parse(&text).map(|utc| Moment { utc, unix: utc.unix() }))),
    ("day", |given| on(given, |text: String| Day::parse(&text).map(date))),
    ("time_of_day", |given| on(given, |text: String| TimeOfDay::parse(&text).map(|time| Clock { time, minutes: time.minutes() }))),
    ("zone_local", |given| on(given, zone_local)),
    ("zone_moment", |given| on(given, |wall: Wall| zone(&wall.zone).instant(wall.day, wall.time))),
    ("calendar", |given| on(given, opening)),
    ("windows", |given| on(given, windows)),
    ("draft", |given| on(given, draft)),
    ("notice", |given| on(given, notice_of)),
    ("notice_text", |given| on(given, notice_text)),
    ("escape", |given| on(given, escaped)),
    ("move", |given| on(given, moves)),
    ("ticket_life", |given| on(given, |life: Life| lived(life).map(|(_, told)| told))),
    ("status", |given| on(given, |life: Life| lived(life).map(|(ticket, _)| ticket.status("+81312345678")))),
    ("next_try", |given| on(given, tried)),
    ("search", |given| on(given, search)),
    ("tracking", |given| on(given, tracking)),
    ("phone_display", |given| on(given, |(number, home): (String, Country)| display_e164(&number, &home))),
    ("holidays", |given| on(given, |(country, first, last): (String, Day, Day)| holiday::between(&country, first, last))),
    ("order_policy", |given| on(given, order_policy)),
    ("topic_suggestion", |given| on(given, topic_suggestion)),
    ("urgency_signals", |given| on(given, urgency_signals)),
    ("pitch", |given| on(given, pitch_of)),
    ("shop_settings", |given| on(given, faults::<ShopSettings>)),
    ("desk_settings", |given| on(given, faults::<DeskSettings>)),
    ("faq", |given| on(given, faults::<Faq>)),
];

fn on<G: DeserializeOwned, W: Serialize>(given: &str, answer: impl FnOnce(G) -> W) -> Result<String, serde_json::Error> {
    serde_json::to_string(&answer(serde_json::from_str(given)?))
}

fn verdict<T>(result: Result<T, Code>) -> Verdict<T> {
    result.into()
}

fn zone(name: &str) -> &'static Zone {
    world().zones.get(name).expect("a zone of world.json")
}

/// A calendar of the world's, worked out on the day of `at`; closed where the
/// clocks show no day.
fn calendar(name: &str, zone: &Zone, at: Instant) -> Calendar {
    let settings = world().calendars.get(name).expect("a calendar of world.json");
    zone.local(at).map(|local| settings.resolve(local.day)).unwrap_or_default()
}

fn desk(name: &str, zone: &Zone, now: Instant) -> DeskHours {
    let (calendar, windows) = (calendar(name, zone, now), WindowRules::default());
    DeskHours { version: 1, language: "ja".into(), zone: zone.clone(), calendar, windows, places: 2, paused: Paused::default() }
}

fn phone(typed: Typed) -> Verdict<Number> {
    let parsed = Phone::parse(&typed.text, &typed.country);
    parsed.map(|phone| Number { e164: phone.as_str().to_owned(), kind: phone.kind() }).into()
}

fn date(day: Day) -> Date {
    Date { day, weekday: day.weekday(), epoch_days: day.epoch_days(), next: day.next() }
}

fn zone_local(given: InZone) -> Option<Shown> {
    let zone = zone(&given.zone);
    let local = zone.local(given.at)?;
    Some(Shown { day: local.day, second: local.second, first: zone.instant_at(local) })
}

fn opening(given: Opening) -> Opened {
    let zone = zone(&given.zone);
    let calendar = calendar(&given.calendar, zone, given.at);
    Opened {
        open: calendar.is_open(zone, given.at),
        next_open: calendar.next_open(zone, given.at),
        passed: calendar.add_open_minutes(zone, given.at, given.minutes),
        next_day: calendar.after_open_days(zone, given.at, 1),
    }
}

fn windows(given: Asked) -> Offered {
    let rules = WindowRules { length_minutes: given.length, lead_minutes: given.lead, horizon_days: given.horizon };
    let usual = desk(&given.calendar, zone(&given.zone), given.now);
    let desk = DeskHours { windows: rules, places: given.places, ..usual };
    let taken = |start: Instant| given.taken.get(&start).copied().unwrap_or(0);
    let free = free_windows(&desk, given.now, taken);
    let soon = |urgency| asap(&desk, &Service::default(), urgency, given.now, taken);
    Offered {
        count: free.len(),
        first: free.first().copied(),
        last: free.last().copied(),
        chosen: given.start.map(|start| rules.choose(&desk.calendar, &desk.zone, given.now, start).into()),
        asap_urgent: soon(Urgency::Urgent),
        asap_normal: soon(Urgency::Normal),
    }
}

fn draft(sent: Sent) -> Judged {
    let rules = &world().rules;
    match sent.draft.check(rules, sent.now) {
        Ok(intake) => {
            let urgency = urgency(&Grounds::of(&intake), rules, &Service::default(), sent.now);
            let promise = promise(&intake, urgency, rules, &Service::default(), sent.now, |_| 0).into();
            Judged::Accepted { intake: Box::new(intake), urgency, promise }
        }
        Err(faults) => Judged::Faults(faults),
    }
}

/// The ticket that a draft becomes; none where it is refused.
fn ticket(sent: &Sent) -> Option<Ticket> {
    let rules = &world().rules;
    let intake = sent.draft.check(rules, sent.now).ok()?;
    let urgency = urgency(&Grounds::of(&intake), rules, &Service::default(), sent.now);
    let promise = promise(&intake, urgency, rules, &Service::default(), sent.now, |_| 0).ok()?;
    Some(Ticket::accepted(TicketId::from_random(0x0123_4567_89ab_cdef), Slug::parse("demo").ok()?, sent.now, urgency, promise, intake))
}

/// In no language, so that labels are their keys.
fn notice_of(sent: Sent) -> Option<Notice> {
    Some(notice(&ticket(&sent)?, &Texts::new(), zone("tokyo"), "https://desk.example/t/1"))
}

fn notice_text(sent: Sent) -> Option<String> {
    let urgency = ticket(&sent)?.urgency;
    Some(Sheet { shop: "窓口商店", urgency, rows: &notice_of(sent)? }.text())
}

fn escaped(text: String) -> Escaped {
    Escaped {
        html: escape::html(&text),
        slack: escape::slack(&text),
        markdown: escape::markdown(&text),
        chatwork: escape::chatwork(&text),
        csv: escape::csv(&text),
    }
}

/// The whole row of the table for one state and actor.
fn moves((state, actor): (State, Actor)) -> Vec<(Step, Leads)> {
    let leads = |step| match next(state, actor, step) {
        Ok(to) => Leads::To(to),
        Err(refused) => Leads::Refused(refused.as_str()),
    };
    Step::ALL.into_iter().map(|step| (step, leads(step))).collect()
}

/// A ticket's life, an act a minute: how it ends, and what each act led to.
fn lived(given: Life) -> Option<(Ticket, Vec<After>)> {
    let mut ticket = ticket(&Sent { now: given.now, draft: given.draft })?;
    let mut now = given.now;
    let mut told = Vec::new();
    for (actor, act) in given.acts {
        now = now.plus_minutes(1);
        let facts = Facts { now, rules: &world().rules, service: &Service::default(), taken: &|_| 0, do_not_contact: false };
        told.push(match ticket.apply(actor, &act, None, &facts) {
            Ok(Change { ticket: after, event }) => {
                ticket = after;
                let (seq, state, attempts) = (ticket.seq, ticket.state, ticket.attempts.len());
                After::Ticket { seq, state, attempts, next_try: ticket.next_try, due: ticket.due(), event }
            }
            Err(refused) => After::Refused(refused.as_str()),
        });
    }
    Some((ticket, told))
}

fn tried(given: Tried) -> Again {
    let (zone, now) = (zone(&given.zone), given.now);
    let desk = desk(&given.calendar, zone, now);
    let at = next_try(Some(&desk), given.window, &given.service, now);
    Again { at, refused: may_call_at(Some(&desk), &given.service, at, now).err() }
}

fn search(given: Query) -> Vec<Found<'static>> {
    let world = world();
    let entries = &world.faq.entries;
    let index: Option<&Index> = world.indexes.get(given.entries.unwrap_or(entries.len()).min(entries.len()));
    let asked = faq::Query { text: &given.query, sku: given.sku.as_deref().unwrap_or_default(), most: 5, ..faq::Query::default() };
    let hits = index.map(|index| index.search(entries, &asked).hits).unwrap_or_default();
    let found = |hit: Hit| Some(Found { id: entries.get(hit.entry)?.id.as_str(), score: hit.score });
    hits.into_iter().filter_map(found).collect()
}

fn tracking(text: String) -> Tracked {
    let parcel = |number: TrackingNumber| {
        let pages = number.carriers().iter().filter_map(|carrier| Some((carrier.as_str(), number.page(*carrier)?)));
        Parcel { pages: pages.collect(), number }
    };
    Tracked { parsed: TrackingNumber::parse(&text).map(parcel).into(), found: TrackingNumber::find(&text) }
}

fn order_policy(given: Ordered) -> Answer {
    let rules = &world().rules;
    answer(given.want, &given.order, &rules.order_policy, &rules.shop_zone, given.now)
}

/// The one that is suggested, and all that fit with their scores.
fn topic_suggestion(text: String) -> (Option<Topic>, Vec<(Topic, i16)>) {
    (topic::suggest(&text), topic::rank(&text).into_iter().map(|fit| (fit.topic, fit.score)).collect())
}

fn urgency_signals(text: String) -> Vec<String> {
    signal::signals(&text).into_iter().map(|signal| format!("{signal:?}").to_lowercase()).collect()
}

fn pitch_of(given: Written) -> pitch::Judgment {
    let Written { text, topic, company, email, order_number, product } = &given;
    pitch::judge(&pitch::Input {
        text,
        topic: *topic,
        company,
        email,
        order_number: *order_number,
        product: *product,
        robot: pitch::Robot::default(),
    })
}

/// The faults of a document in which all is right but for `changes`; `null`
/// takes a member away.
fn faults<T: Document>(changes: Map<String, Value>) -> Vec<Fault> {
    let mut document: Map<String, Value> = serde_json::from_str(T::SPECIMEN).expect("a document's specimen");
    document.extend(changes);
    document.retain(|_, value| !value.is_null());
    match read::<T>(Value::Object(document).to_string().as_bytes(), |_| vec![]) {
        Err(Unread::Faulty(faults)) => faults,
        Ok(_) | Err(Unread::NoObject) => vec![],
    }
}
