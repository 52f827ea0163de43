//! How a page is answered: what it may load, where it may be kept, and the
//! headers that say so.

use crate::hosted::{Html, Site, style};
use crate::token;
use madoguchi_shared::settings::ShopSettings;
use worker::{Headers, Response, ResponseBuilder};

/// Where an answer may be kept.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kept {
    /// In the browser, which asks each time; whether search engines may show it.
    Here(bool),
    /// Nowhere: it holds what a person said.
    Nowhere,
}

/// What a page may load.
#[derive(Default)]
pub(super) struct Policy {
    pub(super) style: String,
    /// Where images may come from, see [`images`].
    pub(super) images: String,
    pub(super) challenge: bool,
    /// Whether it runs a script of our own.
    pub(super) script: bool,
}

impl Policy {
    pub(super) fn of(site: &Site, challenge: bool) -> Self {
        Self { style: style(&site.settings.accent), images: images(site.settings), challenge, script: false }
    }

    fn text(&self) -> String {
        let mut policy = ["default-src 'none'; img-src data:", &self.images].concat();
        policy.push_str("; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; style-src 'self'");
        if !self.style.is_empty() {
            policy.push_str(" 'sha256-");
            policy.push_str(&token::digest(self.style.as_bytes()));
            policy.push('\'');
        }
        if self.script {
            policy.push_str("; script-src 'self'");
        }
        if self.challenge {
            policy.push_str("; script-src https://challenges.cloudflare.com; frame-src https://challenges.cloudflare.com");
        }
        policy
    }
}

/// The shop's origins, behind `img-src data:`: what the settings' check leaves
/// of them holds nothing that would end the list.
pub fn images(settings: &ShopSettings) -> String {
    settings.origins.iter().flat_map(|origin| [" ", origin]).collect()
}

/// An answer but for what it says.
pub(super) struct Page {
    pub(super) status: u16,
    pub(super) policy: Policy,
    pub(super) kept: Kept,
    pub(super) retry_after: Option<u32>,
}

impl Page {
    pub(super) fn answer(self, html: Html) -> Response {
        self.bytes(html.into_string().into_bytes())
    }

    pub(super) fn bytes(self, bytes: Vec<u8>) -> Response {
        let headers = Headers::new();
        let retry_after = self.retry_after.map(|seconds| seconds.to_string()).unwrap_or_default();
        let (cache, robots) = match self.kept {
            Kept::Here(true) => ("private, no-cache", ""),
            Kept::Here(false) => ("private, no-cache", "noindex"),
            Kept::Nowhere => ("no-store", "noindex"),
        };
        for (name, value) in [
            ("content-type", "text/html; charset=utf-8"),
            ("cache-control", cache),
            ("content-security-policy", self.policy.text().as_str()),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            // Without it browsers would call their own forms foreign: `Origin: null`.
            ("referrer-policy", "same-origin"),
            ("strict-transport-security", "max-age=31536000"),
            ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
            ("x-robots-tag", robots),
            ("retry-after", &retry_after),
        ] {
            if !value.is_empty() {
                // Only a name that is none could fail, and a test reads each.
                drop(headers.set(name, value));
            }
        }
        ResponseBuilder::new().with_status(self.status).with_headers(headers).fixed(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_loads_its_style_and_nothing_else() {
        let plain = Policy { style: ":root{}".into(), images: " https://a.example https://b.example".into(), ..Policy::default() }.text();
        assert!(
            plain.starts_with("default-src 'none'; img-src data: https://a.example https://b.example; ")
                && plain.ends_with("style-src 'self' 'sha256-h3GYPBFE6Av6zUWOZYeC83lN95g5tnhsj1pyM3woz/c='"),
            "{plain}"
        );
        assert!(!plain.contains("script-src") && !plain.contains("unsafe"));
        assert!(Policy::default().text().ends_with("style-src 'self'"));
        assert!(Policy { script: true, ..Policy::default() }.text().ends_with("; script-src 'self'"));
        assert!(Policy { challenge: true, ..Policy::default() }.text().contains("; script-src https://challenges.cloudflare.com; "));
    }
}
