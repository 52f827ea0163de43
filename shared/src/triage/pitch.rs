//! Whether a message wants to sell something to the shop (営業).
//!
//! A pitch is set aside, never deleted: it waits in a tab of its own without
//! a notice. Since an honest shopper must never lose the call by this, one
//! kind of sign proves nothing: wording that only a seller uses must come
//! together with another kind (an opening by a stranger, a wish for a meeting,
//! a campaign's link, …) and outweigh all that speaks for an honest matter.
//! The signs are kept with the verdict, so that the desk can see why.
//!
//! Whoever sends what only a robot would is set aside too, whatever it says.
//!
//! Only the worker judges; nothing that the panel calls leads here.

use super::plain::{Text, plain, table as fold_table, without};
use crate::topic::{Phase, Topic};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

#[path = "pitch_table.rs"]
mod table;
pub use table::Sign;

/// What is judged: the words, and what the request knows besides.
#[derive(Clone, Copy, Debug, Default)]
pub struct Input<'a> {
    /// All that was written freely, joined by line breaks: subject, message,
    /// symptom, wish.
    pub text: &'a str,
    /// The topic chosen; none if none was.
    pub topic: Option<Topic>,
    /// The company given, empty if none.
    pub company: &'a str,
    /// The mail address given, empty if none.
    pub email: &'a str,
    /// Whether an order's number was given.
    pub order_number: bool,
    /// Whether the request was made from a product's page, or names a product.
    pub product: bool,
    /// What speaks for a robot.
    pub robot: Robot,
}

/// What speaks for a robot having sent the request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Robot {
    /// It filled in what no person sees; enough by itself.
    pub trap: bool,
    /// It was faster than people are: one sign among others, since programs
    /// fill in forms for people too.
    pub hasty: bool,
    /// The shop asks for a challenge, and whether it was passed can't be told
    /// now; enough by itself.
    pub unproven: bool,
}

/// A kind of sign. Kinds are independent of each other; within one kind
/// another sign adds little, and nothing above the kind's cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PitchKind"))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A stranger opens the conversation, or presents their company.
    Opening,
    /// A trade that serves shops and companies is spoken of: the shop's
    /// business as a business, which a shopper hardly ever speaks of.
    Trade,
    /// The form of an offer: proposes, provides, undertakes, cooperates.
    Offer,
    /// Asks for the reader's interest or answer, unasked.
    Approach,
    /// A meeting is asked for.
    Meeting,
    /// The reader is a company or its person in charge, not a shop.
    Addressee,
    /// Prices, effects and subsidies are promised.
    Promise,
    /// Links and phrases of a mailing: schedulers, counters, opting out.
    Campaign,
    /// The block that ends a business mail.
    Signature,
    /// The sender says so.
    Declared,
    /// It was filled in as robots do.
    Robot,
    /// Speaks for an honest matter, against all others.
    Honest,
}

impl Kind {
    /// The most points of this kind. What is sold and that it is offered is
    /// what a pitch is about, so the two weigh most, but neither reaches the
    /// threshold alone; what business people write in honest matters too
    /// weighs least. `Honest` has no cap: each fact of its kind counts.
    pub const fn cap(self) -> u8 {
        match self {
            Kind::Trade | Kind::Offer => 4,
            Kind::Declared | Kind::Robot => 3,
            Kind::Opening | Kind::Approach | Kind::Meeting | Kind::Promise | Kind::Campaign => 2,
            Kind::Addressee | Kind::Signature => 1,
            Kind::Honest => u8::MAX,
        }
    }

    const FOR_PITCH: [Kind; 11] = [
        Kind::Opening,
        Kind::Trade,
        Kind::Offer,
        Kind::Approach,
        Kind::Meeting,
        Kind::Addressee,
        Kind::Promise,
        Kind::Campaign,
        Kind::Signature,
        Kind::Declared,
        Kind::Robot,
    ];
}

/// What it takes to be set aside: a trade (3) that is offered (2), promised (2)
/// or asked about (2); an offer in so many words (2) is not enough with a
/// business greeting around it (3 at most), nor is a trade with a greeting of
/// one kind only.
pub const THRESHOLD: u8 = 5;

/// Kinds that must agree, one of them a trade, an offer or a declaration.
pub const KINDS: usize = 2;

/// Points from which a trade, together with an approach or a promise, stands
/// for an offer: a company that only says what it does may be a customer. One point is a trade that
/// shops may deal in themselves: its goods are asked about by shoppers.
const SOLD: u8 = 2;

/// A sign that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PitchSignal"))]
pub struct Signal {
    /// Its kind.
    pub kind: Kind,
    /// What it was.
    pub code: Sign,
}

/// The verdict with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgment {
    /// Whether the request is to be set aside.
    pub aside: bool,
    /// Points for a pitch, honest ones taken off; 0 at least.
    pub score: u8,
    /// What was found, in the table's order.
    pub signals: Vec<Signal>,
}

/// Judges `input`. Pure, linear in the text, never panics; the same words in
/// full and half width get the same verdict.
pub fn judge(input: &Input) -> Judgment {
    let tables = tables();
    let text = Text::new(without(plain(input.text), &tables.received));
    let mut signals = Vec::new();
    let mut note = |kind, code| signals.push(Signal { kind, code });
    for (code, kind, phrases) in &tables.rows {
        let paid = *code == Sign::Press && text.holds(&tables.paid);
        if text.holds(phrases) && !paid {
            note(*kind, *code);
        }
    }
    if rate(text.as_str()) {
        note(Kind::Promise, Sign::NamesRate);
    }
    if humble(text.as_str()) {
        note(Kind::Offer, Sign::HumbleOffer);
    }
    facts(input, &mut note);

    let points = |wanted: Kind| -> u8 {
        let of_kind = signals.iter().filter(|signal| signal.kind == wanted);
        of_kind.fold(0_u8, |sum, signal| sum.saturating_add(signal.code.points())).min(wanted.cap())
    };
    let pushes = points(Kind::Approach) + points(Kind::Meeting) + points(Kind::Promise) + points(Kind::Campaign) > 0;
    let sells = points(Kind::Trade) >= SOLD && pushes || points(Kind::Offer) + points(Kind::Declared) > 0;
    let kinds = Kind::FOR_PITCH.iter().filter(|kind| points(**kind) > 0).count();
    let score = Kind::FOR_PITCH.iter().map(|kind| points(*kind)).sum::<u8>().saturating_sub(points(Kind::Honest));
    let robot = input.robot.trap || input.robot.unproven;
    Judgment { aside: robot || sells && kinds >= KINDS && score >= THRESHOLD, score, signals }
}

/// The tables in their plain form.
struct Tables {
    received: String,
    paid: String,
    rows: Vec<(Sign, Kind, String)>,
}

/// Made once: they are longer than most messages.
fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| Tables {
        received: fold_table(table::RECEIVED),
        paid: fold_table(table::PAID),
        rows: table::ROWS.iter().map(|(code, kind, phrases)| (*code, *kind, fold_table(phrases))).collect(),
    })
}

/// Whether `plain` names a price by the piece or the month: "1件180円",
/// "月1.6万円", "1口2万円". Buyers name totals.
fn rate(plain: &str) -> bool {
    let mut prices = plain.split('円');
    prices.next_back();
    prices.any(|before| {
        let rest = before.trim_end_matches(['万', '千', '百']);
        let unit = rest.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let mut last = unit.chars().rev();
        let counter = last.next();
        unit.len() < rest.len() && (matches!(counter, Some('月' | '額' | '々')) || COUNTERS.contains(&counter) && last.next() == Some('1'))
    })
}

const COUNTERS: [Option<char>; 14] = [
    Some('件'),
    Some('枚'),
    Some('点'),
    Some('本'),
    Some('台'),
    Some('口'),
    Some('通'),
    Some('回'),
    Some('人'),
    Some('枠'),
    Some('字'),
    Some('社'),
    Some('名'),
    Some('個'),
];

/// Whether `plain` holds what the writer would humbly do for the reader:
/// お or ご, a few characters, and します or できます. What customers too do humbly
/// (お願い, ご連絡, お支払い, …) is no offer.
fn humble(plain: &str) -> bool {
    ["します", "いたします", "できます", "可能です", "しております", "いたしております", "しています"].iter().any(|end| {
        plain.match_indices(end).any(|(at, _)| {
            let before = plain.get(..at).unwrap_or_default();
            let start = before.char_indices().rev().take(HUMBLE).find(|(_, c)| matches!(c, 'お' | 'ご'));
            let verb = start.and_then(|(at, c)| before.get(at + c.len_utf8()..)).unwrap_or_default();
            // Particles inside show that it is no single verb.
            verb.chars().count() >= 2
                && !verb.contains(['を', 'が', 'は', 'に', 'で', 'の', 'と', 'も'])
                && !table::CUSTOMERS_DO.split('|').any(|word| verb.starts_with(word))
        })
    })
}

/// Longest verb, in characters, with its お.
const HUMBLE: usize = 5;

/// Signs that are not wording.
fn facts(input: &Input, note: &mut impl FnMut(Kind, Sign)) {
    let raw = crate::fold::fold(input.text).to_ascii_lowercase();
    if table::CAMPAIGN_LINKS.iter().any(|link| raw.contains(link)) {
        note(Kind::Campaign, Sign::CampaignLink);
    }
    if raw.matches("http").count() >= MANY_LINKS {
        note(Kind::Campaign, Sign::ManyLinks);
    }
    let sender = crate::fold::fold(input.email).to_ascii_lowercase();
    if table::NO_REPLY.iter().any(|name| raw.contains(name) || sender.contains(name)) {
        note(Kind::Campaign, Sign::NoReply);
    }
    if signature(&raw) {
        note(Kind::Signature, Sign::SignatureBlock);
    }
    if !input.company.trim().is_empty() {
        note(Kind::Signature, Sign::CompanyGiven);
    }
    if input.topic == Some(Topic::SalesPitch) {
        note(Kind::Declared, Sign::TopicChosen);
    }
    for (found, code) in
        [(input.robot.trap, Sign::TrapFilled), (input.robot.unproven, Sign::Unproven), (input.robot.hasty, Sign::FilledInHaste)]
    {
        if found {
            note(Kind::Robot, code);
        }
    }
    if input.order_number {
        note(Kind::Honest, Sign::OrderNumber);
    }
    if input.product {
        note(Kind::Honest, Sign::ProductNamed);
    }
    if input.topic.is_some_and(|topic| matches!(topic.row().phase, Phase::Trouble) || topic == Topic::BulkOrder) {
        note(Kind::Honest, Sign::TopicOfBuyers);
    }
}

/// Links from which a message is taken for a mailing. A shopper shows one or
/// two pages: the product and a picture.
const MANY_LINKS: usize = 3;

/// Two of the things that stand below a business mail, in its last lines:
/// a phone, a mail address, a page, a postcode, a rule of dashes or stars.
fn signature(raw: &str) -> bool {
    let last = raw.lines().rev().filter(|line| !line.trim().is_empty()).take(SIGNATURE_LINES);
    let (mut phone, mut mail, mut page, mut post, mut rule) = (false, false, false, false, false);
    for line in last {
        let line = line.trim();
        phone |= line.contains("tel") || line.contains("fax") || line.contains("電話:");
        mail |= line.contains('@');
        page |= line.contains("http") || line.contains("www.");
        post |= line.contains('〒');
        rule |= line.len() >= RULE && line.chars().all(|c| "-*=_#~+ー─━＊.".contains(c));
    }
    u8::from(phone) + u8::from(mail) + u8::from(page) + u8::from(post) + u8::from(rule) >= 2
}

const SIGNATURE_LINES: usize = 12;
/// Shortest rule, in bytes.
const RULE: usize = 8;

#[cfg(test)]
#[path = "pitch_tests.rs"]
mod tests;
