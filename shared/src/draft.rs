//! A request as typed: never trusted.

use crate::field::{OrderRef, Product};
use crate::fill::filled;
use crate::intake::{Choice, Intake, Reply};
use crate::triage::pitch::Robot;
use serde::Serialize;

/// What the wire carries. Everything is text as typed, empty when not given,
/// so that a fault can be told at its field. [`Draft::check`] makes an
/// [`Intake`] of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Draft {
    /// A topic's slug.
    pub topic: String,
    /// The shopper's name.
    pub name: String,
    /// フリガナ: how it is read; may stay empty.
    pub kana: String,
    /// Their company, if they ask for one.
    pub company: String,
    /// `phone`, `email` or `none`: how they want to hear back.
    pub reply: String,
    /// Needed for `phone`.
    pub phone: String,
    /// Needed for `email`.
    pub email: String,
    /// With `phone`: `asap`, or the start of a window in RFC 3339.
    pub window: String,
    /// The order's number …
    pub order_number: String,
    /// … or what stands for it: the day on which it was placed, `YYYY-MM-DD`,
    pub order_date: String,
    /// the name that it was placed under, if it is another than `name`,
    pub order_name: String,
    /// and the phone number that it was placed with
    pub order_phone: String,
    /// or the mail address; where both are empty, the one to reply to.
    pub order_email: String,
    /// The product, from the page or by the shopper's words.
    pub product: DraftProduct,
    /// A count.
    pub quantity: String,
    /// `YYYY-MM-DD`.
    pub wanted_date: String,
    /// What is wrong.
    pub symptom: String,
    /// What would make it right.
    pub solution: String,
    /// Where it shall go.
    pub address: String,
    /// Anything else.
    pub message: String,
    /// What the shopper has tried already.
    pub tried: String,
    /// What was searched for, read and answered before asking, as the shopper
    /// saw it before it was sent.
    pub looked_up: String,
    /// The FAQ's entries whose answers were read before asking, by id.
    pub read: Vec<String>,
    /// The page's address.
    pub page: String,
    /// The language to answer in, such as `ja`.
    pub language: String,
    /// The version of the purpose of use that was agreed to.
    pub consent: String,
    /// Whether news and offers are welcome; apart from the consent.
    pub marketing: bool,
    /// Who the shop says this is: a signed token (see
    /// [`identity`](crate::identity)). Whoever holds the shop's secret judges
    /// it, after [`Draft::check`].
    pub identity: String,
    /// Where the shop asks for a challenge ([`Turnstile`](crate::settings::Turnstile)):
    /// the token of having passed it. It serves once.
    pub challenge: String,
    /// Asked of nobody, and to be left empty.
    pub homepage: String,
    /// Whole seconds from the form's opening to the first try to send it, in
    /// digits; empty: not told.
    pub took: String,
}

filled! {
    Draft {
        topic, name, kana, company, reply, phone, email, window, order_number, order_date, order_name, order_phone,
        order_email, product, quantity, wanted_date, symptom, solution, address, message, tried, looked_up, read, page,
        language, consent, marketing, identity, challenge, homepage, took,
    }
}

impl Draft {
    /// Seconds below which nobody fills in a form, also by autofill: a topic
    /// has to be chosen and a purpose agreed to.
    const HASTY: u32 = 3;

    /// What speaks for a robot having filled this in. It is never a reason to
    /// refuse: browsers fill in what nobody sees, too.
    pub fn robot(&self) -> Robot {
        let hasty = self.took.parse::<u32>().is_ok_and(|seconds| seconds < Self::HASTY);
        Robot { trap: !self.homepage.trim().is_empty(), hasty, unproven: false }
    }
}

/// A product as the page says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct DraftProduct {
    /// Its name.
    pub name: String,
    /// The shop's number for it.
    pub sku: String,
    /// Its price with currency.
    pub price: String,
    /// Its category, as the page names it.
    pub category: String,
    /// Its page.
    pub url: String,
    /// `page` if the shop's page says all this, else the shopper does.
    pub source: String,
}

filled! {
    DraftProduct {
        name, sku, price, category, url, source,
    }
}

/// The draft that checks to the same intake, by the same rules at the same
/// time; but for who the shop says this is, which no text brings back.
impl From<&Intake> for Draft {
    fn from(intake: &Intake) -> Self {
        let mut draft = Self {
            topic: intake.topic.slug().to_owned(),
            name: intake.name.as_str().to_owned(),
            kana: text(&intake.kana),
            company: text(&intake.company),
            product: intake.product.as_ref().map(DraftProduct::from).unwrap_or_default(),
            quantity: intake.quantity.map(|quantity| quantity.to_string()).unwrap_or_default(),
            wanted_date: intake.wanted_date.map(|day| day.to_string()).unwrap_or_default(),
            symptom: text(&intake.symptom),
            solution: text(&intake.solution),
            address: text(&intake.address),
            message: text(&intake.message),
            tried: text(&intake.tried),
            looked_up: text(&intake.looked_up),
            read: intake.read.iter().map(|id| id.as_str().to_owned()).collect(),
            page: text(&intake.page),
            language: intake.language.clone(),
            consent: intake.consent.version.clone(),
            marketing: intake.consent.marketing,
            ..Self::default()
        };
        match &intake.reply {
            Reply::Phone { phone, window } => {
                "phone".clone_into(&mut draft.reply);
                phone.as_str().clone_into(&mut draft.phone);
                draft.window = match window {
                    Choice::Asap => "asap".to_owned(),
                    Choice::Start(start) => start.rfc3339(),
                };
            }
            Reply::Email { email } => {
                "email".clone_into(&mut draft.reply);
                email.as_str().clone_into(&mut draft.email);
            }
            Reply::None => "none".clone_into(&mut draft.reply),
        }
        match &intake.order {
            Some(OrderRef::Number(number)) => number.as_str().clone_into(&mut draft.order_number),
            Some(OrderRef::PlacedOn(placed)) => {
                draft.order_date = placed.day().to_string();
                placed.name().as_str().clone_into(&mut draft.order_name);
                draft.order_phone = placed.phone().map(|phone| phone.as_str().to_owned()).unwrap_or_default();
                draft.order_email = placed.email().map(|email| email.as_str().to_owned()).unwrap_or_default();
            }
            None => {}
        }
        draft
    }
}

impl From<&Product> for DraftProduct {
    fn from(product: &Product) -> Self {
        Self {
            name: product.name.as_str().to_owned(),
            sku: text(&product.sku),
            price: text(&product.price),
            category: text(&product.category),
            url: text(&product.url),
            source: product.source.as_str().to_owned(),
        }
    }
}

/// A parsed text as it was typed; nothing where nothing was given.
fn text<T: Clone + Into<String>>(value: &Option<T>) -> String {
    value.clone().map(Into::into).unwrap_or_default()
}
