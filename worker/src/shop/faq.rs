//! A shop's questions and answers, in and out, as whatever file its owner has.

use super::ShopObject;
use super::owner::named;
use super::record::Record;
use crate::decode::{self, Undecoded};
use crate::refusal::Refusal;
use crate::{door, reply, texts};
use madoguchi_shared::api::{FaqStored, OWNER_BODY_MAX};
use madoguchi_shared::faq::exchange::{self, Format, HTML, Terms};
use madoguchi_shared::faq::{Entry, Faq};
use madoguchi_shared::fault::{At, Code, Fault};
use madoguchi_shared::json;
use madoguchi_shared::settings::{Unread, written};
use worker::{Env, Request, Response};

/// Takes a file: all of it is stored, or nothing. With `check` in the address
/// nothing is, and the answer says what would be.
pub async fn put(shop: &ShopObject, req: &mut Request) -> Result<Response, Refusal> {
    let (kind, charset) = door::content_type(req);
    let format = Format::sent_as(&kind).ok_or(Refusal::WrongType)?;
    let only = door::query(req, "lang");
    let check = door::query(req, "check").is_some_and(|check| check == "true");
    let bytes = door::bytes(req, OWNER_BODY_MAX).await?;
    let text = text_of(bytes, format, &kind, charset)?;
    let first = shop.record()?.first_language().to_owned();
    texts::bring(&shop.env, &[only.as_deref().unwrap_or(&first)]).await;
    // As it is now: between this and what is stored nobody waits.
    let record = shop.owner_only(req)?;
    let terms = Terms { only: only.as_deref(), lang: &first, category: heading(only.as_deref().unwrap_or(&first)) };
    let read = exchange::import(format, &text, &record.faq, terms, &mut |faq: &mut Faq| named(&record, faq));
    let faq = read.map_err(|unread| match unread {
        Unread::Faulty(faults) => Refusal::faults(faults),
        Unread::NoObject => exchange::unreadable_line(&text).map_or(Refusal::Unreadable, Refusal::UnreadableAt),
    })?;
    let [added, changed, removed] = exchange::differences(&record.faq, &faq);
    let document = json::text(&written(&faq)).ok_or(Refusal::Storage)?;
    if document.len() > OWNER_BODY_MAX {
        // What is kept can be read and put again.
        return Err(Refusal::faults(vec![Fault::at("entries", Code::TooLong)]));
    }
    if !check {
        crate::storage::transaction(&shop.state, || shop.db.put_long("faq", &document))?;
        shop.forget();
    }
    reply::json(200, &FaqStored { entries: faq.entries.len(), added, changed, removed, stored: !check })
}

/// Gives the file that was asked for: by `format` in the address, else by
/// `Accept`; those of one language with `lang`.
pub async fn get(env: &Env, record: &Record, req: &Request) -> Result<Response, Refusal> {
    let format = match door::query(req, "format") {
        Some(name) => Format::named(&name).ok_or_else(|| Refusal::faults(vec![Fault::at("format", Code::Unknown)]))?,
        None => accepted(&door::header(req, "accept").unwrap_or_default()),
    };
    let lang = door::query(req, "lang");
    let own = |entry: &&Entry| lang.as_ref().is_none_or(|lang| entry.lang == *lang);
    let published;
    let entries: Vec<&Entry> = match format {
        // A page says what holds today, with all filled in, in one language.
        Format::JsonLd => {
            let lang = lang.as_deref().unwrap_or_else(|| record.first_language());
            texts::bring(env, &[lang]).await;
            published = record.answers(lang, door::now())?;
            published.iter().collect()
        }
        _ => record.faq.entries.iter().filter(own).collect(),
    };
    let text = exchange::export(format, &entries, record.first_language() == "ja");
    let answer = reply::bytes_as_json(200, text.into_bytes())?;
    if format != Format::Json {
        let charset = if format == Format::JsonLd { "" } else { "; charset=utf-8" };
        answer.headers().set("content-type", &[format.media_type(), charset].concat())?;
        answer.headers().set("content-disposition", &["attachment; filename=\"faq.", format.name(), "\""].concat())?;
    }
    Ok(answer)
}

fn text_of(bytes: Vec<u8>, format: Format, kind: &str, charset: String) -> Result<String, Refusal> {
    if format == Format::Json {
        return String::from_utf8(bytes).map_err(|_| Refusal::Unreadable);
    }
    let charset = if charset.is_empty() && kind.eq_ignore_ascii_case(HTML) { decode::of_page(&bytes) } else { charset };
    decode::text(bytes, &charset).map_err(|undecoded| match undecoded {
        Undecoded::UnknownCharset => Refusal::WrongType,
        Undecoded::At(line) => {
            let at = Some(Box::new(At { line, column: None }));
            Refusal::faults(vec![Fault { at, ..Fault::at("", Code::Malformed) }])
        }
    })
}

/// What the panel writes over all questions: over those that stand under
/// nothing.
fn heading(language: &str) -> &'static str {
    texts::texts(language).get("home.faq").map_or("FAQ", String::as_str)
}

/// The first format of an `Accept` that there is.
fn accepted(accept: &str) -> Format {
    let kinds = accept.split(',').map(|kind| kind.split(';').next().unwrap_or_default().trim());
    kinds.filter(|kind| !kind.eq_ignore_ascii_case(HTML)).find_map(Format::sent_as).unwrap_or(Format::Json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_names_no_format_gets_json() {
        for (accept, format) in [
            ("", Format::Json),
            ("*/*", Format::Json),
            ("text/html,application/xhtml+xml,*/*;q=0.8", Format::Json),
            ("Text/CSV", Format::Csv),
            ("text/x, text/markdown;q=0.9, text/csv;q=0.5", Format::Markdown),
            ("application/ld+json", Format::JsonLd),
        ] {
            assert_eq!(accepted(accept), format, "{accept}");
        }
    }
}
