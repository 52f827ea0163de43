//! The product on the page.

use super::{Line, PageUrl};
use serde::{Deserialize, Serialize};

/// What the shopper was looking at, as the page says or as the shopper wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Its name.
    pub name: Line,
    /// The shop's own number for it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sku: Option<Line>,
    /// Its price with currency, as shown.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub price: Option<Line>,
    /// Its page.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub url: Option<PageUrl>,
}
