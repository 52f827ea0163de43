//! Real values of what crosses the wire, for an outside validator to judge.

use super::calls::DRAFT;
use crate::api::{ErrorBody, ErrorDetail, NewShop, Replay, Token, Windows};
use crate::calendar::Span;
use crate::command::{Alert, AlertData, AlertType, Command, Event, EventData, EventType};
use crate::day::Day;
use crate::desk::{Card, Claim, ClaimDraft, Deed, Page, Past, PersonId, Row, board};
use crate::erasure::{Erasure, ErasureDraft, Unconfirmed};
use crate::events::Events;
use crate::fault::{Code, Fault};
use crate::field::{Name, Paragraph};
use crate::id::{Key, Slug, TicketId};
use crate::notice::{Texts, notice};
use crate::promise::promise;
use crate::report::{Asked, Days, Said, Tally, Used};
use crate::rules::Rules;
use crate::service::Service;
use crate::settings::{DeskSettings, Document, ShopSettings, read, written};
use crate::ticket::{Act, Actor, Closing, Facts, MoveDraft, Outcome, Receipt, State, Ticket};
use crate::urgency::{Grounds, urgency};
use crate::zone::Zone;
use crate::{Draft, Instant, Topic};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// Values by the name of their schema, some each. None where one could not be
/// made: a specimen or a rule has changed, and this file must follow.
pub fn samples() -> Option<Value> {
    let shop: ShopSettings = read(ShopSettings::SPECIMEN.as_bytes(), |_| vec![]).ok()?;
    let desk: DeskSettings = read(DeskSettings::SPECIMEN.as_bytes(), |_| vec![]).ok()?;
    let now = Instant::parse("2026-11-24T10:30:00+09:00")?;
    let draft: Draft = serde_json::from_str(DRAFT).ok()?;
    let rules = rules(&shop, &desk)?;
    let ticket = ticket(&draft, &rules, now)?;
    let facts = Facts { now: now.plus_minutes(20), rules: &rules, service: &Service::default(), taken: &|_| 0, do_not_contact: false };
    let (desks, act) = (Name::parse("佐藤").ok()?, Act::Attempt { outcome: Outcome::NoAnswer, note: None });
    let seen = ticket.apply(Actor::Desk, &act, Some(&desks), &facts).ok()?.ticket;
    let note = Paragraph::parse("交換品を送ります").ok()?;
    let close = Act::Close { outcome: Closing::Replaced, note: Some(note.clone()) };
    let done = seen.apply(Actor::Desk, &close, Some(&desks), &facts).ok()?.ticket;
    let handed = seen.apply(Actor::Desk, &Act::HandOver { note }, Some(&desks), &facts).ok()?.ticket;
    let event = |kind, ticket: &Ticket| Event { kind, timestamp: now, data: data(&shop, ticket, &rules.shop_zone) };
    let status = ticket.status(&shop.caller_number);
    let row = Row::of(&data(&shop, &seen, &rules.shop_zone), 7, None);
    let windows = vec![Span { start: now.plus_minutes(30), end: now.plus_minutes(90) }];

    let mut all = Samples::default();
    all.add("Draft", &draft);
    all.add("Draft", &json!({}));
    all.add("Status", &status);
    all.add("Status", &seen.status(&shop.caller_number));
    all.add("Receipt", &Receipt { token: "zHQ…".to_owned(), status });
    all.add("Windows", &Windows { now, asap: Some(ticket.promise), windows: windows.clone(), paused: false });
    all.add("Windows", &Windows { now, asap: None, windows: vec![], paused: true });
    all.add("Event", &event(EventType::Created, &ticket));
    all.add("Event", &event(EventType::Attempted, &seen));
    all.add("Event", &event(EventType::Closed, &done));
    all.add("Event", &event(EventType::HandedOver, &handed));
    all.add("ListPage", &Page { version: 7, now, hours: rules.desk.clone(), whole: true, rows: vec![row.clone()], next: row.place() });
    all.add("ListPage", &Page { version: 7, now, hours: None, whole: false, rows: vec![], next: None });
    let card = Card {
        row,
        data: data(&shop, &seen, &rules.shop_zone),
        deeds: vec![Deed { at: now, by: desks.clone(), what: "attempt".to_owned() }],
        past: vec![Past { id: ticket.id.clone(), created_at: now, topic: None, state: State::Done, outcome: Some(Closing::Solved) }],
        talk: None,
        undo_until: Some(now),
        answer_link: None,
        do_not_contact: Some(false),
    };
    all.add("Card", &card);
    let (by, until) = (PersonId::parse("k7m2q9xw").ok()?, now.plus_minutes(60));
    let claim = Claim { by: by.clone(), name: desks.clone(), since: now, until, from: None, note: None };
    all.add("ListRow", &Row { claim: Some(claim), ..card.row });
    all.add("ClaimDraft", &json!({}));
    all.add("ClaimDraft", &ClaimDraft { to: Some(by), note: Paragraph::parse("午後に折り返す約束").ok() });
    for act in [act, close, Act::StartCall {}] {
        all.add("Command", &Command { id: Key::parse("3f0c1c1e-6b1e-4d8e-9c6e-2d8f3a5b7c9d").ok()?, seq: 1, by: Some(desks.clone()), act });
    }
    let data = AlertData {
        shop: ticket.shop.clone(),
        channel: "crm".to_owned(),
        reason: "answered 500".to_owned(),
        since: now,
        event: Some(format!("msg_{}_1", ticket.id)),
        ticket: Some(ticket.id.as_str().to_owned()),
    };
    all.add("Alert", &Alert { kind: AlertType::Delayed, timestamp: now.plus_minutes(5), data: data.clone() });
    all.add("Alert", &Alert { kind: AlertType::Off, timestamp: now, data: AlertData { event: None, ticket: None, ..data } });
    all.add("Replay", &Replay { channel: Some("crm".to_owned()) });
    all.add("Replay", &Replay::default());
    all.add("MoveDraft", &MoveDraft { window: "asap".to_owned() });
    all.add("RatingDraft", &json!({"score": 5, "comment": "早い"}));
    let erasure =
        ErasureDraft {
            phone: "０９０ー１２３４ー５６７８".to_owned(), confirmed_by: "佐藤".to_owned(), ..ErasureDraft::default()
        };
    all.add("ErasureDraft", &erasure);
    let unconfirmed = vec![Unconfirmed { channel: "crm".to_owned(), pending: 0, dead: 1 }];
    let state = Erasure::state(false, &unconfirmed);
    all.add("Erasure", &Erasure { id: 1, at: now, confirmed_by: desks.clone(), state, tickets: 3, unconfirmed });
    let events = Events { product: "KM-SH-0412".to_owned(), searches: 2, opened: vec!["delivery-fee".to_owned()], ..Events::default() };
    all.add("Events", &events);
    all.add("Events", &json!({}));
    let mut tally = Tally::new(rules.shop_zone.clone(), Days::parse("2026-11-01", "2026-11-30").ok()?, now);
    all.add("Report", &tally.clone().report(vec![]));
    let (at, topic) = (now.unix(), Some(ticket.intake.as_ref()?.topic.slug().to_owned()));
    let sku = Some("KM-SH-0412".to_owned());
    tally.ticket(&Asked {
        created_at: at,
        topic,
        sku,
        category: Some("衣類".to_owned()),
        reason: Some("ボタン".to_owned()),
        ..Asked::default()
    });
    tally.used(&Used { entry: "delivery-fee".to_owned(), topic: "other".to_owned(), opened: 2, solved: 1, ..Used::default() });
    all.add("Report", &tally.report(vec![Said { text: "ギフト包装".to_owned(), count: 2 }]));
    let days = Days::parse("2026-11-24", "2026-11-24").ok()?;
    let mut tally = board::Tally::new(&desk, rules.shop_zone.clone(), days, now, None);
    all.add("Board", &tally.clone().board());
    let fact = board::Fact {
        shop: Some(ticket.shop.clone()),
        shop_name: shop.name.clone(),
        created_at: Some(now),
        state: Some(State::Done),
        topic: Some("other".to_owned()),
        phone: Some("+819012345678".to_owned()),
        respond_by: Some(now.plus_minutes(15)),
        answered: Some(now.plus_minutes(9)),
        ended: Some(now.plus_minutes(14)),
        ended_by: Some(desks.clone()),
        outcome: Some(Closing::Solved),
        calls: Some("reached 佐藤".to_owned()),
        ..board::Fact::default()
    };
    tally.request(&fact);
    all.add("Board", &tally.board());
    all.add("NewShop", &NewShop { desk: Slug::parse("desk").ok()? });
    all.add("Token", &Token { token: "owner_…".to_owned() });
    all.add("Rules", &rules);
    all.add("ShopSettings", &written(&shop));
    all.add("DeskSettings", &written(&desk));
    let faults = vec![
        Fault::at("window", Code::Taken),
        Fault { hint: Some("same_day_cutoff".into()), ..Fault::at("order_policy.same_day_cutof", Code::UnknownKey) },
    ];
    all.add(
        "ErrorBody",
        &ErrorBody {
            error: ErrorDetail { code: "invalid".into(), message: "Some fields are faulty.".into(), faults, windows, retry_after: None },
        },
    );
    let bare = ErrorDetail {
        code: "too_many".into(),
        message: "Too many of these.".into(),
        faults: vec![],
        windows: vec![],
        retry_after: Some(1),
    };
    all.add("ErrorBody", &ErrorBody { error: bare });
    Some(Value::Object(all.0))
}

#[derive(Default)]
struct Samples(Map<String, Value>);

impl Samples {
    fn add<T: Serialize>(&mut self, schema: &str, value: &T) {
        let list = self.0.entry(schema).or_insert_with(|| json!([]));
        if let (Some(list), Ok(value)) = (list.as_array_mut(), serde_json::to_value(value)) {
            list.push(value);
        }
    }
}

fn rules(shop: &ShopSettings, desk: &DeskSettings) -> Option<Rules> {
    let zone = Zone::fixed(&shop.zone, 9 * 3600);
    let today = Day::parse("2026-11-24")?;
    let hours = json!({
        "version": 1, "language": desk.language, "zone": zone, "calendar": desk.calendar.resolve(today), "windows": desk.windows, "places": 3,
    });
    let rules = json!({
        "country": shop.country, "topics": Topic::ALL, "consent_version": shop.privacy.version, "shop_zone": zone,
        "order_policy": shop.order_policy.resolve(today), "desk": hours,
    });
    serde_json::from_value(rules).ok()
}

fn ticket(draft: &Draft, rules: &Rules, now: Instant) -> Option<Ticket> {
    let intake = draft.check(rules, now).ok()?;
    let urgency = urgency(&Grounds::of(&intake), rules, &Service::default(), now);
    let ticket = json!({
        "id": TicketId::from_random(0x0123_4567_89ab_cdef), "shop": "demo", "seq": 1, "state": "open", "created_at": now,
        "urgency": urgency, "promise": promise(&intake, urgency, rules, &Service::default(), now, |_| 0).ok()?, "intake": intake,
    });
    serde_json::from_value(ticket).ok()
}

fn data(shop: &ShopSettings, ticket: &Ticket, zone: &Zone) -> EventData {
    let notice = notice(ticket, &Texts::new(), zone, "https://desk.example/desk/?desk=desk");
    EventData { shop_name: shop.name.clone(), ticket: ticket.clone(), notice, answer_link: None }
}
