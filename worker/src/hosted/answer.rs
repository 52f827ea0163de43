//! A question's own page, to which a link leads from anywhere; and a talk in
//! steps, one page a step, so that the browser's way back is the way back.

use super::html::Html;
use super::page::{Site, foreign};
use super::rich::rich;
use super::typed::Typed;
use madoguchi_shared::faq::Entry;
use madoguchi_shared::field::PARAGRAPH_MAX;
use madoguchi_shared::script;

/// The most of a query that goes along, in characters.
const QUERY_MAX: usize = 100;

/// The page of an entry; `chosen` are the choices made so far, `query` is what
/// was searched for before.
pub fn page(site: &Site, entry: &Entry, chosen: &[usize], query: &str) -> Html {
    let words = site.words;
    let mut html = site.begin(&entry.question, false);
    html.raw("<p><a class=\"plain\"");
    site.address(&mut html, "href", "", &[&searched(query)]);
    html.el(">", words.t("page.all"), "</a></p><p class=\"label\"");
    foreign(&mut html, site, &entry.lang);
    html.el(">", &entry.category, "</p><h1");
    foreign(&mut html, site, &entry.lang);
    html.el(">", &entry.question, "</h1><div class=\"answer\">");
    body(&mut html, site, entry, chosen, query);
    html.raw("</div>");
    site.end(html, "", &["&answer=", &entry.id, &step(chosen)])
}

/// What the choices lead to in the entry: none where they lead nowhere.
pub fn chosen(entry: &Entry, step: &str) -> Option<Vec<usize>> {
    let chosen = step.split('.').filter(|place| !place.is_empty()).map(|place| place.parse().ok());
    let chosen: Vec<usize> = chosen.take(script::CHOSEN_MAX + 1).collect::<Option<_>>()?;
    (chosen.is_empty() || script::walk(&entry.steps, &chosen).is_some()).then_some(chosen)
}

/// An answer, the step to which the choices have led, and the way on.
pub fn body(html: &mut Html, site: &Site, entry: &Entry, chosen: &[usize], query: &str) {
    if chosen.is_empty() {
        text(html, site, entry, &entry.answer);
    }
    let Some((at, said)) = script::walk(&entry.steps, chosen) else {
        return on(html, site, entry, chosen, query, "answer.no", "plain");
    };
    html.raw("<section class=\"step\"").raw(if chosen.is_empty() { ">" } else { " id=\"step\"><p class=\"label\"" });
    if !chosen.is_empty() {
        foreign(html, site, &entry.lang);
        html.el(">", &said.join(" › "), "</p>");
    }
    text(html, site, entry, &at.text);
    html.raw("<ul class=\"choices\"");
    foreign(html, site, &entry.lang);
    html.raw(">");
    for (place, choice) in at.choices.iter().enumerate() {
        html.raw("<li><a");
        link(html, site, entry, &[chosen, &[place]].concat(), query);
        html.el(">", &choice.label, "</a></li>");
    }
    html.raw("</ul>");
    let call = if site.calls() { "home.call" } else { "home.write" };
    let (words, class) = match &at.request {
        Some(_) => (call, "primary"),
        None if at.solved => ("answer.no", "plain"),
        None => (call, "plain"),
    };
    on(html, site, entry, chosen, query, words, class);
    if let Some((_, before)) = chosen.split_last() {
        html.raw("<p><a class=\"plain\"");
        link(html, site, entry, before, query);
        html.el(">", site.words.t("panel.back"), "</a></p>");
    }
    html.raw("</section>");
}

fn text(html: &mut Html, site: &Site, entry: &Entry, text: &str) {
    html.raw("<div class=\"rich\"");
    foreign(html, site, &entry.lang);
    html.raw(">");
    rich(html, &entry.question, text);
    html.raw("</div>");
}

/// The way to a person, with what was read.
fn on(html: &mut Html, site: &Site, entry: &Entry, chosen: &[usize], query: &str, words: &str, class: &'static str) {
    html.raw("<p><a class=\"").raw(class).raw("\"");
    let asked = script::walk(&entry.steps, chosen).and_then(|(at, _)| at.request.as_ref()).map(|ask| ask.topic);
    match asked.or(entry.topic).filter(|topic| site.rules.topics.contains(topic)) {
        Some(topic) => {
            site.address(html, "href", "", &["&topic=", topic.slug(), "&read=", &entry.id, &step(chosen), &searched(query)]);
        }
        None => site.address(html, "href", "", &["#ask"]),
    }
    html.el(">", site.words.t(words), "</a></p>");
}

fn link(html: &mut Html, site: &Site, entry: &Entry, chosen: &[usize], query: &str) {
    let at = if chosen.is_empty() { "" } else { "#step" };
    site.address(html, "href", "", &["&answer=", &entry.id, &step(chosen), &searched(query), at]);
}

/// Choices in an address.
fn step(chosen: &[usize]) -> String {
    if chosen.is_empty() {
        return String::new();
    }
    ["&step=", &chosen.iter().map(usize::to_string).collect::<Vec<_>>().join(".")].concat()
}

fn searched(query: &str) -> String {
    if query.is_empty() { String::new() } else { ["&q=", &percent(query)].concat() }
}

/// What goes along from a question's page to the form: what was searched for
/// and read, as the shopper will see it there, and what the steps told.
pub fn take_along(site: &Site, entries: &[Entry], typed: &mut Typed) {
    let mut lines = vec![];
    let query: String = typed.get("q").trim().chars().take(QUERY_MAX).collect();
    if !query.is_empty() {
        lines.push([site.words.t("home.search"), ": ", &query].concat());
    }
    if let Some(entry) = entries.iter().find(|entry| entry.id == typed.get("read")) {
        let chosen = chosen(entry, typed.get("step")).unwrap_or_default();
        let walked = script::walk(&entry.steps, &chosen);
        let words = walked.iter().flat_map(|(_, words)| words.iter().copied());
        lines.push(std::iter::once(entry.question.as_str()).chain(words).collect::<Vec<_>>().join(" › "));
        if let Some(ask) = walked.and_then(|(at, _)| at.request.as_ref()) {
            typed.add("symptom", ask.symptom.clone());
            typed.add("solution", ask.solution.clone());
        }
    }
    // No more than fits its field.
    typed.add("looked_up", lines.join("\n").chars().take(PARAGRAPH_MAX).collect());
}

/// A text in an address.
fn percent(text: &str) -> String {
    let mut written = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            written.push(char::from(byte));
        } else {
            written.push('%');
            written.extend([byte >> 4, byte & 15].iter().filter_map(|digit| char::from_digit((*digit).into(), 16)));
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_text_comes_back_from_an_address() {
        for text in ["返金 いつ？", "a&b=c#d%20+'\"<>", ""] {
            assert_eq!(Typed::parse(["q=", &percent(text)].concat().as_bytes()).get("q"), text);
        }
    }

    #[test]
    fn choices_in_an_address_lead_somewhere_or_are_none() {
        let steps = json!([{"id": "a", "text": "?", "choices": [{"label": "はい", "to": "b"}]}, {"id": "b", "text": "。", "solved": true}]);
        let steps = serde_json::from_value(steps).unwrap();
        let (talk, plain) = (Entry { steps, ..Entry::default() }, Entry::default());
        for (given, led) in
            [("", Some(vec![])), ("0", Some(vec![0])), ("1", None), ("0.0", None), ("x", None), ("-1", None), ("0.", Some(vec![0]))]
        {
            assert_eq!(chosen(&talk, given), led, "{given}");
        }
        assert_eq!((chosen(&plain, ""), chosen(&plain, "0")), (Some(vec![]), None));
        assert_eq!(chosen(&talk, &"0.".repeat(1_000_000)), None);
    }
}
