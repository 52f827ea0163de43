//! The product on the page.

use super::{Line, PageUrl};
use serde::{Deserialize, Serialize};

/// What the shopper was looking at, as the page says or as the shopper wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Product {
    /// Its name.
    pub name: Line,
    /// The shop's own number for it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sku: Option<Line>,
    /// Its price with currency, as shown.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub price: Option<Line>,
    /// Its category, as the page names it, such as `衣類 > シャツ`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub category: Option<Line>,
    /// Its page.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub url: Option<PageUrl>,
    /// Who says so.
    #[serde(default)]
    pub source: ProductSource,
}

/// Where a product's name came from, so that the desk knows whether it is the
/// shop's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProductSource {
    /// The shop's page: its script tag or its JSON-LD.
    Page,
    /// The shopper's own words.
    #[default]
    Shopper,
}

impl ProductSource {
    /// Reads `page`; all else is the shopper's words.
    pub fn parse(text: &str) -> Self {
        if text == "page" { Self::Page } else { Self::Shopper }
    }

    /// Its name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Shopper => "shopper",
        }
    }
}
