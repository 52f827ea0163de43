//! The table of rules: a new one is a line here and a file of vectors.

use crate::Rule;
use crate::shapes::*;
use crate::world::{changed, world};
use madoguchi_shared::calendar::Calendar;
use madoguchi_shared::day::{Day, TimeOfDay};
use madoguchi_shared::faq::{Faq, Hit, Index};
use madoguchi_shared::field::{Email, Line, Name, OrderNumber, PageUrl, Paragraph, Phone};
use madoguchi_shared::id::{Key, Slug, TicketId};
use madoguchi_shared::instant::Instant;
use madoguchi_shared::notice::{Notice, Texts, notice};
use madoguchi_shared::promise::{asap, free_windows, promise};
use madoguchi_shared::rules::DeskHours;
use madoguchi_shared::service::Service;
use madoguchi_shared::settings::{DeskSettings, ShopSettings};
use madoguchi_shared::ticket::{Actor, Change, Facts, State, Step, Ticket, next};
use madoguchi_shared::urgency::{Grounds, Urgency, urgency};
use madoguchi_shared::window::WindowRules;
use madoguchi_shared::zone::Zone;
use madoguchi_shared::{Code, Fault, Topic, fold};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Every rule by the name of its file.
pub const RULES: &[(&str, Rule)] = &[
    ("fold", |given| on(given, |text: String| fold::fold(&text))),
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
    ("move", |given| on(given, moves)),
    ("ticket_life", |given| on(given, life)),
    ("search", |given| on(given, search)),
    ("shop_settings", |given| on(given, shop_settings)),
    ("desk_settings", |given| on(given, desk_settings)),
    ("faq", |given| on(given, |faq: Faq| faq.faults())),
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

fn calendar(name: &str) -> &'static Calendar {
    world().calendars.get(name).expect("a calendar of world.json")
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
    let (calendar, zone) = (calendar(&given.calendar), zone(&given.zone));
    Opened {
        open: calendar.is_open(zone, given.at),
        next_open: calendar.next_open(zone, given.at),
        passed: calendar.add_open_minutes(zone, given.at, given.minutes),
        next_day: calendar.after_open_days(zone, given.at, 1),
    }
}

fn windows(given: Asked) -> Offered {
    let rules = WindowRules { length_minutes: given.length, lead_minutes: given.lead, horizon_days: given.horizon };
    let desk = DeskHours {
        version: 1,
        language: "ja".into(),
        zone: zone(&given.zone).clone(),
        calendar: calendar(&given.calendar).clone(),
        windows: rules,
        places: given.places,
    };
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

/// The whole row of the table for one state and actor.
fn moves((state, actor): (State, Actor)) -> Vec<(Step, Leads)> {
    let leads = |step| match next(state, actor, step) {
        Ok(to) => Leads::To(to),
        Err(refused) => Leads::Refused(refused.as_str()),
    };
    Step::ALL.into_iter().map(|step| (step, leads(step))).collect()
}

/// What each act leads to, one minute after the other.
fn life(given: Life) -> Option<Vec<After>> {
    let mut ticket = ticket(&Sent { now: given.now, draft: given.draft })?;
    let mut now = given.now;
    let steps = given.acts.into_iter().map(|(actor, act)| {
        now = now.plus_minutes(1);
        let facts = Facts { now, rules: &world().rules, service: &Service::default(), taken: &|_| 0 };
        match ticket.apply(actor, &act, None, &facts) {
            Ok(Change { ticket: after, event }) => {
                ticket = after;
                let (seq, state, attempts) = (ticket.seq, ticket.state, ticket.attempts.len());
                After::Ticket { seq, state, attempts, next_try: ticket.next_try, due: ticket.due(), event }
            }
            Err(refused) => After::Refused(refused.as_str()),
        }
    });
    Some(steps.collect())
}

fn search(given: Query) -> Vec<Found<'static>> {
    let world = world();
    let entries = &world.faq.entries;
    let index: Option<&Index> = world.indexes.get(given.entries.unwrap_or(entries.len()).min(entries.len()));
    let hits = index.map(|index| index.search(&given.query, given.sku.as_deref(), 5)).unwrap_or_default();
    let found = |hit: Hit| Some(Found { id: entries.get(hit.entry)?.id.as_str(), score: hit.score });
    hits.into_iter().filter_map(found).collect()
}

fn shop_settings(changes: Map<String, Value>) -> Option<Vec<Fault>> {
    let settings: ShopSettings = serde_json::from_value(changed(&world().shop_settings, changes)).ok()?;
    Some(settings.faults())
}

fn desk_settings(changes: Map<String, Value>) -> Option<Vec<Fault>> {
    let settings: DeskSettings = serde_json::from_value(changed(&world().desk_settings, changes)).ok()?;
    Some(settings.faults())
}
