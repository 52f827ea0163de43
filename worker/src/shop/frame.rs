//! The page inside the frame (`/f/{shop}`), by which the panel comes to pages
//! whose own policy allows no wasm or no requests to us. It is the panel and
//! nothing else, and only the shop's pages may frame it.

use super::{ShopObject, hosted};
use crate::door;
use crate::hosted::{Html, language};
use crate::refusal::Refusal;
use madoguchi_shared::settings::ShopSettings;
use worker::{Headers, Method, Request, Response, ResponseBuilder};

/// The length of a version's name: a SHA-256 in base64.
const VERSION: usize = 43;

/// Serves it for `?v=`, the version of the loader outside, and `?lang=`.
pub fn serve(shop: &ShopObject, rest: &[&str], req: &Request) -> Result<Response, Refusal> {
    let record = shop.record()?;
    let settings = record.settings()?;
    hosted::let_in(shop, &record, req)?;
    if !rest.is_empty() {
        return Err(Refusal::NotFound);
    }
    if !matches!(door::method(req), Method::Get | Method::Head) {
        return Err(Refusal::Method("GET, HEAD"));
    }
    let version = door::query(req, "v").filter(|version| is_version(version)).ok_or(Refusal::NotFound)?;
    let language = language(settings, &door::query(req, "lang").unwrap_or_default(), "");
    let headers = Headers::new();
    for (name, value) in [
        ("content-type", "text/html; charset=utf-8"),
        ("cache-control", "private, no-cache"),
        ("content-security-policy", policy(settings).as_str()),
        ("x-content-type-options", "nosniff"),
        // Framed by pages of other sites, which may ask for that.
        ("cross-origin-resource-policy", "cross-origin"),
        ("referrer-policy", "same-origin"),
        ("strict-transport-security", "max-age=31536000"),
        ("x-robots-tag", "noindex"),
    ] {
        headers.set(name, value)?;
    }
    let page = page(settings, record.slug.as_str(), language, &version);
    Ok(ResponseBuilder::new().with_headers(headers).fixed(page.into_string().into_bytes()))
}

fn is_version(text: &str) -> bool {
    text.len() == VERSION && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn page(settings: &ShopSettings, slug: &str, language: &str, version: &str) -> Html {
    let mut html = Html::default();
    html.raw("<!doctype html><html").attr("lang", language).attr("data-shop", slug).attr("data-origins", &settings.origins.join(" "));
    html.raw("><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
    html.el("<title>", &settings.name, "</title><link rel=\"icon\" href=\"data:,\"></head><body><script type=\"module\" src=\"/v/");
    html.text(version).raw("/inside.js\"></script></body></html>");
    html
}

/// What it may load, and who may frame it: origins as the settings' check
/// leaves them hold nothing that would end the list.
fn policy(settings: &ShopSettings) -> String {
    let (scripts, frames) = match settings.turnstile {
        Some(_) => (" https://challenges.cloudflare.com", "; frame-src https://challenges.cloudflare.com"),
        None => ("", ""),
    };
    let ancestors = if settings.origins.is_empty() { "'none'" } else { &settings.origins.join(" ") };
    [
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
        scripts,
        "; connect-src 'self'; img-src data:",
        &hosted::images(settings),
        "; base-uri 'none'; form-action 'none'",
        frames,
        "; frame-ancestors ",
        ancestors,
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_a_hash_and_nothing_that_could_lead_elsewhere() {
        assert!(is_version("Fx_rNVQMYMMaE1-sRS-ULiUVEPgnlQzQQEW3E6V4inA"));
        for wrong in ["", "Fx_rNVQ", "../../../../../../../../../../../../../desk/", "Fx_rNVQMYMMaE1+sRS/ULiUVEPgnlQzQQEW3E6V4inA"] {
            assert!(!is_version(wrong), "{wrong}");
        }
    }

    #[test]
    fn the_shops_pages_alone_may_frame_it() {
        let mut settings: ShopSettings = serde_json::from_slice(include_bytes!("../../../www/demo/settings.json")).unwrap();
        settings.origins = vec![];
        assert!(policy(&settings).ends_with("; frame-ancestors 'none'"));
        settings.origins = vec!["https://a.example".into(), "https://b.example".into()];
        settings.turnstile = Some(madoguchi_shared::settings::Turnstile { site_key: "key".into(), secret: Some("secret".into()) });
        let policy = policy(&settings);
        assert!(policy.ends_with("; frame-ancestors https://a.example https://b.example"), "{policy}");
        assert!(policy.contains("; img-src data: https://a.example https://b.example; "), "{policy}");
        assert!(policy.contains("; frame-src https://challenges.cloudflare.com; ") && !policy.contains("unsafe-inline"), "{policy}");
    }
}
