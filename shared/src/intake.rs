//! A request that can't hold nonsense, and the one way to make it.

use crate::draft::Draft;
use crate::fault::{Code, Fault, Faults};
use crate::field::{
    Address, Email, EntryId, Kana, Line, Name, OrderNumber, OrderRef, PageUrl, Paragraph, Phone, Placed, Product, ProductSource, Quantity,
    Solution, Symptom, WantedDate,
};
use crate::fold::is_blank;
use crate::identity::Identity;
use crate::instant::Instant;
use crate::rules::Rules;
use crate::topic::{Fact, Topic};
use serde::{Deserialize, Serialize};
use std::ops::Deref;

/// A request in which all that its topic needs is there and well-formed.
///
/// [`Draft::check`] makes it of what was typed; the worker stores what came
/// out. From the wire and from storage too it comes by its [`Parts`], and only
/// if they hold what the topic needs. It can be read, not changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Parts")]
pub struct Intake(Parts);

/// What an [`Intake`] holds; by itself it promises nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[expect(missing_docs, reason = "each is the draft's field of the same name, parsed")]
pub struct Parts {
    pub topic: Topic,
    pub name: Name,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub kana: Option<Kana>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub company: Option<Name>,
    pub reply: Reply,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub order: Option<OrderRef>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub product: Option<Product>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub quantity: Option<Quantity>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub wanted_date: Option<WantedDate>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub symptom: Option<Symptom>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub solution: Option<Solution>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub address: Option<Address>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub message: Option<Paragraph>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tried: Option<Paragraph>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub looked_up: Option<Paragraph>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub read: Vec<EntryId>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub page: Option<PageUrl>,
    pub language: String,
    pub consent: Consent,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub identity: Option<Identity>,
}

impl Intake {
    /// The same, and who the shop says this is. [`Draft::check`] doesn't know
    /// the secret by which that is judged.
    #[must_use]
    pub fn identified(mut self, identity: Identity) -> Self {
        self.0.identity = Some(identity);
        self
    }

    /// The same for a call in another window; whoever wants no call gets none.
    #[must_use]
    pub fn wishing(mut self, choice: Choice) -> Self {
        if let Reply::Phone { window, .. } = &mut self.0.reply {
            *window = choice;
        }
        self
    }
}

impl Deref for Intake {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// The error is the draft's field at which something is missing or wrong.
impl TryFrom<Parts> for Intake {
    type Error = &'static str;
    fn try_from(parts: Parts) -> Result<Self, Self::Error> {
        match parts.topic.row().needs.iter().find(|fact| parts.lacks(**fact)) {
            Some(fact) => Err(fact.path()),
            None if parts.read.len() > EntryId::READ_MAX => Err("read"),
            None if language(&parts.language) != parts.language => Err("language"),
            None => Ok(Self(parts)),
        }
    }
}

impl Parts {
    /// All that the shopper wrote freely, in the notice's order: what is wrong,
    /// what would make it right, what was tried, the message.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let words = [
            self.symptom.as_ref().map(Symptom::as_str),
            self.solution.as_ref().map(Solution::as_str),
            self.tried.as_ref().map(Paragraph::as_str),
            self.message.as_ref().map(Paragraph::as_str),
        ];
        words.into_iter().flatten()
    }

    fn lacks(&self, fact: Fact) -> bool {
        match fact {
            Fact::Order => self.order.is_none(),
            Fact::Product => self.product.is_none(),
            Fact::Quantity => self.quantity.is_none(),
            Fact::WantedDate => self.wanted_date.is_none(),
            Fact::Symptom => self.symptom.is_none(),
            Fact::Solution => self.solution.is_none(),
            Fact::Address => self.address.is_none(),
            Fact::Message => self.message.is_none(),
            Fact::Question => self.message.is_none() && matches!(self.reply, Reply::Email { .. }),
            Fact::Contact => self.reply == Reply::None,
        }
    }
}

/// How the shopper wants to hear back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// The first that has a place.
    Asap,
    /// The one that starts then.
    Start(Instant),
}

/// What was agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Consent {
    /// The version of the purpose of use (個人情報保護法 21条2項) that was shown.
    pub version: String,
    /// Whether news and offers are welcome.
    pub marketing: bool,
}

impl Draft {
    /// Judges the whole draft at `now` by `rules`: an [`Intake`], or all
    /// faults in the order of the form. Pure, never panics, linear in the
    /// draft's length: a text that is longer than its field's limit allows is
    /// refused unread. Whether a place is left in the window is not known
    /// here; the shop's object decides that. Nor is `identity` judged here.
    pub fn check(&self, rules: &Rules, now: Instant) -> Result<Intake, Vec<Fault>> {
        let mut faults = Faults::default();
        let topic = faults.keep("topic", self.topic(rules));
        let needs = |fact| topic.is_some_and(|topic| topic.needs(fact));
        let today = rules.shop_zone.local(now).map_or(0, |local| local.day.epoch_days());

        let order = self.order(needs(Fact::Order), today, rules, &mut faults);
        let product = self.product(needs(Fact::Product), &mut faults);
        let quantity = fact(&mut faults, "quantity", &self.quantity, needs(Fact::Quantity), Quantity::parse);
        let wanted_date =
            fact(&mut faults, "wanted_date", &self.wanted_date, needs(Fact::WantedDate), |text| WantedDate::parse(text, today));
        let symptom = fact(&mut faults, "symptom", &self.symptom, needs(Fact::Symptom), Symptom::parse);
        let solution = fact(&mut faults, "solution", &self.solution, needs(Fact::Solution), Solution::parse);
        let address = fact(&mut faults, "address", &self.address, needs(Fact::Address), Address::parse);
        let tried = fact(&mut faults, "tried", &self.tried, false, Paragraph::parse);
        let looked_up = fact(&mut faults, "looked_up", &self.looked_up, false, Paragraph::parse);
        let asked = needs(Fact::Message) || needs(Fact::Question) && self.reply.trim() == "email";
        let message = fact(&mut faults, "message", &self.message, asked, Paragraph::parse);
        let name = faults.keep("name", Name::parse(&self.name));
        let kana = fact(&mut faults, "kana", &self.kana, false, Kana::parse);
        let company = fact(&mut faults, "company", &self.company, false, Name::parse);
        let reply = self.reply(needs(Fact::Contact), rules, now, &mut faults);
        let consent = faults.keep("consent", self.consent(rules));

        // What the page says of itself is a help, never a reason to refuse.
        let page = PageUrl::parse(&self.page).ok();
        let language = language(&self.language);
        let read = EntryId::list(&self.read);

        let parts = (|| {
            Some(Parts {
                topic: topic?,
                name: name?,
                kana,
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
                tried,
                looked_up,
                read,
                page,
                language,
                consent: consent?,
                identity: None,
            })
        })();
        let faults = faults.into_vec();
        match parts {
            Some(parts) if faults.is_empty() => Intake::try_from(parts).map_err(|path| vec![Fault::at(path, Code::Required)]),
            _ => Err(faults),
        }
    }

    fn topic(&self, rules: &Rules) -> Result<Topic, Code> {
        let topic = Topic::parse(self.topic.trim())?;
        if rules.topics.contains(&topic) { Ok(topic) } else { Err(Code::NotOffered) }
    }

    /// The number; what stands for it is looked at only where there is none.
    fn order(&self, needed: bool, today: i64, rules: &Rules, faults: &mut Faults) -> Option<OrderRef> {
        let told = [&self.order_name, &self.order_phone, &self.order_email].into_iter().any(|text| !is_blank(text));
        let by_day = !is_blank(&self.order_date) || needed && told;
        if by_day && is_blank(&self.order_number) {
            return self.placed(today, rules, faults).map(OrderRef::PlacedOn);
        }
        fact(faults, "order_number", &self.order_number, needed, OrderNumber::parse).map(OrderRef::Number)
    }

    /// The order's day, with the name and the phone number or mail address
    /// that it was placed under: the request's own, where no other is given.
    fn placed(&self, today: i64, rules: &Rules, faults: &mut Faults) -> Option<Placed> {
        let day = faults.keep("order_date", Placed::day_of(&self.order_date, today));
        let name = match is_blank(&self.order_name) {
            // What is wrong with these is told at their own fields.
            true => Name::parse(&self.name).ok(),
            false => faults.keep("order_name", Name::parse(&self.order_name)),
        };
        let mut phone = fact(faults, "order_phone", &self.order_phone, false, |text| Phone::parse(text, &rules.country));
        let mut email = fact(faults, "order_email", &self.order_email, false, Email::parse);
        if is_blank(&self.order_phone) && is_blank(&self.order_email) {
            match self.reply.trim() {
                "phone" => phone = Phone::parse(&self.phone, &rules.country).ok(),
                "email" => email = Email::parse(&self.email).ok(),
                "none" => faults.add("order_phone", Code::Required),
                _ => {}
            }
        }
        Placed::new(day?, name?, phone, email)
    }

    fn product(&self, needed: bool, faults: &mut Faults) -> Option<Product> {
        let name = fact(faults, "product.name", &self.product.name, needed, Line::parse)?;
        Some(Product {
            name,
            sku: Line::parse(&self.product.sku).ok(),
            price: Line::parse(&self.product.price).ok(),
            category: Line::parse(&self.product.category).ok(),
            url: PageUrl::parse(&self.product.url).ok(),
            source: ProductSource::parse(&self.product.source),
        })
    }

    fn reply(&self, needed: bool, rules: &Rules, now: Instant, faults: &mut Faults) -> Option<Reply> {
        match self.reply.trim() {
            "phone" => {
                let phone = faults.keep("phone", Phone::parse(&self.phone, &rules.country));
                let window = faults.keep("window", self.window(rules, now));
                Some(Reply::Phone { phone: phone?, window: window? })
            }
            "email" => faults.keep("email", Email::parse(&self.email)).map(|email| Reply::Email { email }),
            "none" if !needed => Some(Reply::None),
            other => {
                let code = match other {
                    "" => Code::Required,
                    "none" => Code::NotOffered,
                    _ => Code::Unknown,
                };
                faults.add("reply", code);
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

/// A language tag's first part, else `und` (RFC 5646 §4.1).
fn language(text: &str) -> String {
    let primary = text.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let tag = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
    if tag { primary } else { "und".to_owned() }
}

#[cfg(test)]
#[path = "intake_tests.rs"]
pub(crate) mod tests;
