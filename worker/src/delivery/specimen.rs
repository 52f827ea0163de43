//! Letters for channels' tests: the usual one, the longest, and those that
//! hold hostile texts in every field.

use super::letter::{Letter, Said};
use super::step::{Ask, Heard, Next, Speaks, Step};
use crate::texts;
use madoguchi_shared::Instant;
use madoguchi_shared::command::{Event, EventData, EventType};
use madoguchi_shared::json;
use madoguchi_shared::notice::notice;
use madoguchi_shared::settings::{Channel, ShopSettings};
use madoguchi_shared::ticket::Ticket;
use madoguchi_shared::zone::Zone;
use serde_json::{Value, json};

#[path = "../../../tests/it/harness/hostile_texts.rs"]
mod hostile_texts;

/// Texts that chats, help desks, mail and pages have come to grief with.
pub fn hostile() -> Vec<String> {
    [hostile_texts::texts(), hostile_texts::of_chats()].concat()
}

/// All that a letter borrows from.
pub struct Post {
    body: String,
    shop: ShopSettings,
    zone: Zone,
}

/// When the letters are sent: Tuesday afternoon.
pub fn now() -> Instant {
    Instant::parse("2026-11-24T15:06:00+09:00").unwrap()
}

/// A ticket on which every row says something: urgent, by phone.
pub fn ticket() -> Value {
    json!({
        "id": "2345-6789-BCDF",
        "shop": "komichi",
        "seq": 1,
        "state": "open",
        "created_at": "2026-11-24T15:05:00+09:00",
        "urgency": "urgent",
        "promise": {
            "respond_by": "2026-11-24T15:20:00+09:00",
            "window": {"start": "2026-11-24T15:00:00+09:00", "end": "2026-11-24T16:00:00+09:00"},
        },
        "intake": {
            "topic": "defect",
            "name": "山田 花子",
            "kana": "ヤマダ ハナコ",
            "company": "株式会社こみち",
            "reply": {"by": "phone", "phone": "+819012345678", "window": "asap"},
            "order": {"number": "KB_1024"},
            "product": {"name": "旅する充電器", "sku": "KM-CH-65W", "price": "￥6,980", "url": "https://shop.example/charger"},
            "quantity": 2,
            "wanted_date": "2026-12-01",
            "symptom": "点灯しない",
            "solution": "交換",
            "tried": "別のコンセントでも同じ",
            "address": "東京都千代田区1-1",
            "message": "急いでいます。\n明日から旅行です。",
            "page": "https://shop.example/help",
            "language": "ja",
            "consent": {"version": "1", "marketing": false},
        },
        "attempts": [],
    })
}

/// The same, to be answered by mail, and normal.
pub fn by_mail() -> Value {
    let mut ticket = ticket();
    ticket["urgency"] = json!("normal");
    ticket["intake"]["reply"] = json!({"by": "email", "email": "hanako@shop.example"});
    ticket
}

/// Each hostile text in every field that takes it.
pub fn hostile_tickets() -> Vec<Value> {
    let fields = [
        "name",
        "kana",
        "company",
        "order/number",
        "product/name",
        "product/sku",
        "product/price",
        "symptom",
        "solution",
        "tried",
        "address",
        "message",
        "looked_up",
    ];
    let whole = |text: &str| {
        fields.iter().fold(ticket(), |before, field| {
            let mut with = before.clone();
            match field.split_once('/') {
                Some((outer, inner)) => with["intake"][outer][inner] = json!(text),
                None => with["intake"][*field] = json!(text),
            }
            if serde_json::from_value::<Ticket>(with.clone()).is_ok() { with } else { before }
        })
    };
    hostile().iter().map(|text| whole(text)).filter(|with| *with != ticket()).collect()
}

/// As long as a ticket can be, in characters that escapes make longer.
pub fn longest() -> Value {
    let mut longest = ticket();
    for (field, max) in [
        ("name", 60),
        ("company", 60),
        ("symptom", 200),
        ("solution", 200),
        ("tried", 1_000),
        ("address", 200),
        ("message", 2_000),
        ("looked_up", 1_000),
    ] {
        // The longest that the field takes.
        let fits = (1..=max).rev().map(|n| "&<*_".chars().cycle().take(n).collect::<String>()).find(|text| {
            let mut with = longest.clone();
            with["intake"][field] = json!(text);
            serde_json::from_value::<Ticket>(with).is_ok()
        });
        if let Some(text) = fits {
            longest["intake"][field] = json!(text);
        }
    }
    longest
}

impl Post {
    /// An event of a ticket, in the shop of the demo.
    pub fn event(kind: EventType, ticket: Value) -> Self {
        let ticket: Ticket = serde_json::from_value(ticket).unwrap();
        let zone = Zone::fixed("Asia/Tokyo", 9 * 3_600);
        let notice = notice(&ticket, texts::notice("ja"), &zone, "https://desk.example/desk/?desk=m#ticket=2345-6789-BCDF");
        let answer_link = (kind == EventType::HandedOver).then(|| "https://desk.example/desk/answer/?shop=komichi#key=k".to_owned());
        let data = EventData { shop_name: "こみちの店".into(), ticket, notice, answer_link };
        Self::saying(json::text(&Event { kind, timestamp: now(), data }).unwrap())
    }

    /// Whatever a body says.
    pub fn saying(body: String) -> Self {
        let mut shop: Value = serde_json::from_slice(include_bytes!("../../../www/demo/settings.json")).unwrap();
        shop["name"] = json!("こみちの店");
        Self { body, shop: serde_json::from_value(shop).unwrap(), zone: Zone::fixed("Asia/Tokyo", 9 * 3_600) }
    }

    /// A trial.
    pub fn trial() -> Self {
        Self::saying(json!({"type": "channel.trial", "timestamp": now()}).to_string())
    }

    /// An alert about another channel.
    pub fn alert() -> Self {
        let data = json!({"shop": "komichi", "channel": "crm", "reason": "answered 500", "since": now(), "ticket": "2345-6789-BCDF"});
        Self::saying(json!({"type": "delivery.delayed", "timestamp": now(), "data": data}).to_string())
    }

    /// A day's digest with so many open points.
    pub fn digest(open: usize) -> Self {
        let point =
            json!({"ticket": "2345-6789-BCDF", "topic": "defect", "urgency": "urgent", "due": "2026-11-24T15:00:00+09:00", "handed": true});
        let points = vec![point; open.min(20)];
        let data = json!({"shop": "komichi", "of": "daily", "since": "2026-11-23T09:00:00+09:00", "made": 7, "ended": 5, "open": open, "late": 1, "points": points});
        Self::saying(json!({"type": "digest", "timestamp": now(), "data": data}).to_string())
    }

    /// The shop, to be changed.
    pub fn shop(&mut self) -> &mut ShopSettings {
        &mut self.shop
    }

    /// The letter.
    pub fn letter(&self) -> Letter<'_> {
        let said = Said::read(&self.body).unwrap();
        Letter {
            id: "msg_1",
            body: &self.body,
            said,
            shop: &self.shop,
            slug: "komichi",
            zone: &self.zone,
            words: texts::notice("ja"),
            now: now(),
        }
    }
}

/// A channel by its settings.
pub fn channel(settings: Value) -> Channel {
    serde_json::from_value(settings).unwrap()
}

/// Nothing was kept.
pub fn nothing(_: &str) -> Option<String> {
    None
}

/// The call that comes next; anything else is a failure of the test.
pub fn ask(next: Next) -> Ask {
    match next.step {
        Step::Ask(ask) => ask,
        other => panic!("{other:?}"),
    }
}

/// What a channel asks first.
pub fn first(channel: &dyn Speaks, post: &Post) -> Ask {
    ask(channel.next(&post.letter(), &nothing, None))
}

/// An answer to a call.
pub fn answer(name: &'static str, status: u16, body: &str) -> Heard {
    Heard { name, status, retry_after: None, body: body.to_owned() }
}
