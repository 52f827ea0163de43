//! A request that can't hold nonsense, and the one way to make it.

use crate::day::Day;
use crate::draft::Draft;
use crate::fault::{Code, Fault, Faults};
use crate::field::{Email, Line, Name, OrderNumber, OrderRef, PageUrl, Paragraph, Phone, Product};
use crate::fold::fold;
use crate::instant::Instant;
use crate::rules::Rules;
use crate::topic::{Fact, Topic};
use serde::{Deserialize, Serialize};

/// A request in which all that its topic needs is there and well-formed.
/// [`Draft::check`] is the only way in; the worker stores what came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each is the draft's field of the same name, parsed")]
pub struct Intake {
    pub topic: Topic,
    pub name: Name,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub company: Option<Name>,
    pub reply: Reply,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub order: Option<OrderRef>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub product: Option<Product>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub quantity: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub wanted_date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub symptom: Option<Line>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub solution: Option<Line>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub address: Option<Line>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub message: Option<Paragraph>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub page: Option<PageUrl>,
    pub language: String,
    pub consent: Consent,
}

/// How the shopper wants to hear back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum Reply {
    /// By phone, in a window.
    Phone {
        /// The number to call.
        phone: Phone,
        /// When.
        window: Choice,
    },
    /// By mail.
    Email {
        /// The address to write to.
        email: Email,
    },
    /// Not at all: leave word.
    None,
}

/// Which window a shopper wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// The first that has a place.
    Asap,
    /// The one that starts then.
    Start(Instant),
}

/// What was agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// The version of the purpose of use (個人情報保護法 21条2項) that was shown.
    pub version: String,
    /// Whether news and offers are welcome.
    pub marketing: bool,
}

/// The longest time ahead for a wanted date, in days.
const WANTED_DAYS: i64 = 366;
/// The longest time back for an order's day, in days.
const ORDER_DAYS: i64 = 5 * 366;
/// The most pieces that one request may ask for.
const QUANTITY_MAX: u32 = 1_000_000;

impl Draft {
    /// Judges the whole draft at `now` by `rules`: an [`Intake`], or all
    /// faults in the order of the form. Pure, never panics, linear in the
    /// draft's length. Whether a place is left in the window is not known
    /// here; the shop's object decides that.
    pub fn check(&self, rules: &Rules, now: Instant) -> Result<Intake, Vec<Fault>> {
        let mut faults = Faults::default();
        let topic = faults.keep("topic", self.topic(rules));
        let needs = |fact| topic.is_some_and(|topic| topic.needs(fact));
        let today = rules.shop_zone.local(now).map_or(0, |local| local.day.epoch_days());

        let order = self.order(needs(Fact::Order), today, &mut faults);
        let product = self.product(needs(Fact::Product), &mut faults);
        let quantity = fact(&mut faults, "quantity", &self.quantity, needs(Fact::Quantity), quantity);
        let wanted_date = fact(&mut faults, "wanted_date", &self.wanted_date, needs(Fact::WantedDate), |text| {
            day_within(text, today..=today + WANTED_DAYS)
        });
        let symptom = fact(&mut faults, "symptom", &self.symptom, needs(Fact::Symptom), Line::parse);
        let solution = fact(&mut faults, "solution", &self.solution, needs(Fact::Solution), Line::parse);
        let address = fact(&mut faults, "address", &self.address, needs(Fact::Address), Line::parse);
        let message = fact(&mut faults, "message", &self.message, needs(Fact::Message), Paragraph::parse);
        let name = faults.keep("name", Name::parse(&self.name));
        let company = fact(&mut faults, "company", &self.company, false, Name::parse);
        let reply = self.reply(rules, now, &mut faults);
        let consent = faults.keep("consent", self.consent(rules));

        // What the page says of itself is a help, never a reason to refuse.
        let page = PageUrl::parse(&self.page).ok();
        let language = language(&self.language);

        let intake = (|| {
            Some(Intake {
                topic: topic?,
                name: name?,
                company,
                reply: reply?,
                order,
                product,
                quantity,
                wanted_date,
                symptom,
                solution,
                address,
                message,
                page,
                language,
                consent: consent?,
            })
        })();
        faults.or(intake)
    }

    fn topic(&self, rules: &Rules) -> Result<Topic, Code> {
        let topic = Topic::parse(self.topic.trim())?;
        if rules.topics.contains(&topic) { Ok(topic) } else { Err(Code::NotOffered) }
    }

    fn order(&self, needed: bool, today: i64, faults: &mut Faults) -> Option<OrderRef> {
        let number = fact(faults, "order_number", &self.order_number, needed && is_blank(&self.order_date), OrderNumber::parse);
        let placed = |text: &str| day_within(text, today - ORDER_DAYS..=today);
        let date = fact(faults, "order_date", &self.order_date, false, placed);
        number.map(OrderRef::Number).or(date.map(OrderRef::PlacedOn))
    }

    fn product(&self, needed: bool, faults: &mut Faults) -> Option<Product> {
        let name = fact(faults, "product.name", &self.product.name, needed, Line::parse)?;
        Some(Product {
            name,
            sku: Line::parse(&self.product.sku).ok(),
            price: Line::parse(&self.product.price).ok(),
            url: PageUrl::parse(&self.product.url).ok(),
        })
    }

    fn reply(&self, rules: &Rules, now: Instant, faults: &mut Faults) -> Option<Reply> {
        match self.reply.trim() {
            "phone" => {
                let phone = faults.keep("phone", Phone::parse(&self.phone, &rules.country));
                let window = faults.keep("window", self.window(rules, now));
                Some(Reply::Phone { phone: phone?, window: window? })
            }
            "email" => faults.keep("email", Email::parse(&self.email)).map(|email| Reply::Email { email }),
            "none" => Some(Reply::None),
            other => {
                faults.add("reply", if other.is_empty() { Code::Required } else { Code::Unknown });
                None
            }
        }
    }

    fn window(&self, rules: &Rules, now: Instant) -> Result<Choice, Code> {
        let desk = rules.desk.as_ref().ok_or(Code::NotOffered)?;
        match self.window.trim() {
            "" => Err(Code::Required),
            "asap" => Ok(Choice::Asap),
            text => {
                let start = Instant::parse(text).ok_or(Code::Malformed)?;
                let window = desk.windows.choose(&desk.calendar, &desk.zone, now, start)?;
                Ok(Choice::Start(window.start))
            }
        }
    }

    fn consent(&self, rules: &Rules) -> Result<Consent, Code> {
        if self.consent == rules.consent_version {
            Ok(Consent { version: self.consent.clone(), marketing: self.marketing })
        } else {
            Err(Code::NotAgreed)
        }
    }
}

/// A fact that is needed, or that is judged only if it was given.
fn fact<T>(faults: &mut Faults, path: &'static str, text: &str, needed: bool, parse: impl FnOnce(&str) -> Result<T, Code>) -> Option<T> {
    if needed || !is_blank(text) { faults.keep(path, parse(text)) } else { None }
}

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

fn quantity(text: &str) -> Result<u32, Code> {
    let folded = fold(text).replace(',', "");
    if folded.is_empty() {
        return Err(Code::Required);
    }
    if !folded.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Code::Malformed);
    }
    folded.parse().ok().filter(|n| (1..=QUANTITY_MAX).contains(n)).ok_or(Code::OutOfRange)
}

fn day_within(text: &str, days: std::ops::RangeInclusive<i64>) -> Result<Day, Code> {
    let folded = fold(text).replace('/', "-");
    if folded.is_empty() {
        return Err(Code::Required);
    }
    let day = Day::parse(&folded).ok_or(Code::Malformed)?;
    match day.epoch_days() {
        n if n < *days.start() => Err(Code::Past),
        n if n > *days.end() => Err(Code::TooFar),
        _ => Ok(day),
    }
}

/// A language tag's first part, else `und` (RFC 5646 §4.1).
fn language(text: &str) -> String {
    let primary = text.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let tag = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
    if tag { primary } else { "und".to_owned() }
}

#[cfg(test)]
#[path = "intake_tests.rs"]
mod tests;
