//! A request as typed: never trusted.

use serde::{Deserialize, Serialize};

/// What the wire carries. Everything is text as typed, empty when not given,
/// so that a fault can be told at its field. [`Draft::check`] makes an
/// [`Intake`](crate::Intake) of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// A topic's slug.
    pub topic: String,
    /// The shopper's name.
    pub name: String,
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
    /// … or the day on which it was placed, `YYYY-MM-DD`.
    pub order_date: String,
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
    /// The page's address.
    pub page: String,
    /// The language to answer in, such as `ja`.
    pub language: String,
    /// The version of the purpose of use that was agreed to.
    pub consent: String,
    /// Whether news and offers are welcome; apart from the consent.
    pub marketing: bool,
}

/// A product as the page says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftProduct {
    /// Its name.
    pub name: String,
    /// The shop's number for it.
    pub sku: String,
    /// Its price with currency.
    pub price: String,
    /// Its page.
    pub url: String,
}
