//! The first page: search and questions, the desk's hours, what it can be
//! called about.

use super::answer;
use super::html::Html;
use super::page::{SHOW, Site, begin_form, foreign};
use super::typed::Typed;
use crate::texts;
use madoguchi_shared::calendar::Span;
use madoguchi_shared::faq::Entry;
use madoguchi_shared::rules::DeskHours;
use madoguchi_shared::topic::Phase;
use madoguchi_shared::{Code, Fault};

/// Questions that are shown at most where nothing was searched for.
const MOST: usize = 150;
/// Days whose hours are told.
const DAYS: i64 = 7;

/// What was searched for.
#[derive(Default)]
pub struct Search<'a> {
    /// As typed; blank: nothing.
    pub query: &'a str,
    /// The places of what was found among the entries, best first.
    pub found: Vec<usize>,
}

/// Why a topic has to be chosen before there is a form.
pub struct Asked<'a> {
    /// What was typed or told already: it goes on to the form.
    pub typed: &'a Typed,
    /// What is wrong with the topic that was wished for; none where another is
    /// to be chosen.
    pub fault: Option<Code>,
}

/// The page. `entries` are the questions in its language; `asked`: a form was
/// wished for without a topic that there is.
pub fn page(site: &Site, entries: &[Entry], search: &Search, asked: Option<&Asked>) -> Html {
    let words = site.words;
    let mut html = site.begin(words.t("home.greeting"), asked.is_some_and(|asked| asked.fault.is_some()));
    html.el("<h1>", words.t("home.greeting"), "</h1>");
    if asked.is_none() {
        find(&mut html, site, search.query);
        html.el("<p><a class=\"second\" href=\"#ask\">", words.t(if site.calls() { "home.call" } else { "home.write" }), "</a></p>");
        let searched = !search.query.trim().is_empty();
        html.raw("<section>");
        if let Some(note) = entries.first().and_then(|entry| texts::faq_note(site.language, &entry.lang)) {
            html.el("<p class=\"hint\" id=\"faq-note\">", &note, "</p>");
        }
        if searched {
            results(&mut html, site, entries, search);
        } else {
            browse(&mut html, site, entries);
        }
        html.raw("</section>");
    }
    topics(&mut html, site, asked);
    if let Some(desk) = &site.rules.desk {
        hours(&mut html, site, desk);
    }
    if let Some(purpose) = site.settings.privacy.purpose.get(site.language) {
        html.el("<section class=\"quiet\"><h2>", words.t("form.purpose"), "</h2>").el("<p>", purpose, "</p></section>");
    }
    if asked.is_some() { site.end_of_form(html, "topic") } else { site.end(html, "", &[]) }
}

fn find(html: &mut Html, site: &Site, query: &str) {
    let words = site.words;
    html.raw("<form class=\"find\" role=\"search\" method=\"get\"").attr("action", &["/s/", site.shop.as_str()].concat()).raw(">");
    html.raw("<input type=\"hidden\" name=\"lang\"").attr("value", site.language);
    html.el("><label for=\"q\">", words.t("home.search"), "</label>");
    html.el("<p class=\"hint\" id=\"hint-q\">", words.t("home.search_hint"), "</p>");
    html.raw("<div><input type=\"search\" id=\"q\" name=\"q\" maxlength=\"200\" enterkeyhint=\"search\" autocomplete=\"off\"");
    html.raw(" aria-describedby=\"hint-q\"").attr("value", query);
    html.el("><button>", words.t("page.find"), "</button></div></form>");
}

fn results(html: &mut Html, site: &Site, entries: &[Entry], search: &Search) {
    let words = site.words;
    let found: Vec<&Entry> = search.found.iter().filter_map(|place| entries.get(*place)).collect();
    let (said, hint) = match (found.len(), site.calls()) {
        (0, true) => (words.say("home.none", &[("query", search.query.trim())]), words.t("home.none_hint")),
        (0, false) => (words.say("home.none", &[("query", search.query.trim())]), words.t("home.none_hint_mail")),
        (count, _) => (words.say("home.found", &[("count", &count.to_string())]), ""),
    };
    html.el("<p role=\"status\" id=\"found\">", &said, "</p>").el("<p class=\"hint\">", hint, "</p>");
    for (number, entry) in found.into_iter().enumerate() {
        question(html, site, entry, search.query.trim(), number == 0);
    }
    html.raw("<p><a class=\"plain\"");
    site.address(html, "href", "", &[]);
    html.el(">", words.t("page.all"), "</a></p>");
}

/// The headings in their order, each with its questions.
fn browse(html: &mut Html, site: &Site, entries: &[Entry]) {
    if entries.is_empty() {
        return;
    }
    html.el("<h2>", site.words.t("home.faq"), "</h2>");
    let mut headings: Vec<(&str, Vec<&Entry>)> = Vec::new();
    for entry in entries.iter().take(MOST) {
        match headings.iter_mut().find(|(name, _)| *name == entry.category) {
            Some((_, own)) => own.push(entry),
            None => headings.push((&entry.category, vec![entry])),
        }
    }
    for (name, own) in headings {
        html.raw("<details class=\"heading\"><summary><span");
        if let Some(entry) = own.first() {
            foreign(html, site, &entry.lang);
        }
        html.el(">", name, "</span>");
        html.el("<span class=\"count\">", &own.len().to_string(), "</span></summary>");
        own.into_iter().for_each(|entry| question(html, site, entry, "", false));
        html.raw("</details>");
    }
    if entries.len() > MOST {
        html.el("<p class=\"hint\">", site.words.t("page.more"), "</p>");
    }
}

/// A question that opens to its answer, and the way on where that is not
/// enough.
fn question(html: &mut Html, site: &Site, entry: &Entry, query: &str, open: bool) {
    html.raw("<details class=\"question\"").raw(if open { " open" } else { "" });
    html.raw("><summary");
    foreign(html, site, &entry.lang);
    html.el(">", &entry.question, "</summary><div class=\"answer\">");
    answer::body(html, site, entry, &[], query);
    html.raw("</div></details>");
}

/// What it is about: each topic leads to the form that asks for what it needs,
/// and takes along what was typed.
fn topics(html: &mut Html, site: &Site, asked: Option<&Asked>) {
    let words = site.words;
    html.el("<section id=\"ask\"><h2>", words.t(if site.calls() { "home.call" } else { "home.write" }), "</h2>");
    html.el("<p class=\"label\">", words.t("form.topic"), "</p>");
    if let Some(code) = asked.and_then(|asked| asked.fault) {
        let fault = words.fault(&Fault::at("topic", code));
        html.el("<p class=\"fault\" role=\"alert\" tabindex=\"-1\" autofocus>", fault, "</p>");
    }
    if let Some(Asked { typed, .. }) = asked {
        begin_form(html, site, &mut typed.pairs().filter(|(name, _)| !["topic", SHOW].contains(name)).chain([(SHOW, "form")]));
    }
    for phase in Phase::ALL {
        let mut begun = false;
        for topic in site.rules.topics.iter().filter(|topic| topic.row().phase == phase) {
            if !std::mem::replace(&mut begun, true) {
                html.el("<h3>", words.t(phase.key()), "</h3><ul class=\"chips\">");
            }
            if asked.is_some() {
                html.raw("<li><button class=\"chip\" name=\"topic\"").attr("value", topic.slug());
                html.el("><span>", words.of_two("topic.", topic.slug()), "</span></button></li>");
            } else {
                html.raw("<li><a class=\"chip\"");
                site.address(html, "href", "", &["&topic=", topic.slug()]);
                html.el("><span>", words.of_two("topic.", topic.slug()), "</span></a></li>");
            }
        }
        if begun {
            html.raw("</ul>");
        }
    }
    html.raw(if asked.is_some() { "</form></section>" } else { "</section>" });
}

/// Whether somebody is there, and the week's hours, by the shop's clocks.
fn hours(html: &mut Html, site: &Site, desk: &DeskHours) {
    let (words, when, now) = (site.words, site.when(), site.now);
    let Some(local) = when.zone.local(now) else { return };
    // From the midnight before: what of today is over is still today's.
    let midnight = now.plus_seconds(-local.second);
    let spans = desk.calendar.open_spans(&desk.zone, midnight);
    let week: Vec<Span> = spans.take_while(|span| span.start < midnight.plus_minutes((DAYS + 1) * 24 * 60)).collect();
    let mut open = None;
    for span in &week {
        // Where one ends as the next begins, it stays open.
        if open == Some(span.start) || span.start <= now && now < span.end {
            open = Some(span.end);
        }
    }
    html.el("<section class=\"quiet\"><h2>", words.t("hours.title"), "</h2><p id=\"open\">");
    match open {
        _ if site.paused() => html.text(words.t("form.window_paused")),
        Some(end) if end < now.plus_minutes(24 * 60) => html.text(&when.say("hours.open", end)),
        Some(_) => html.text(words.t("hours.always")),
        None => match desk.calendar.next_open(&desk.zone, now) {
            Some(next) => html.text(&when.say("hours.closed", next)),
            None => html,
        },
    };
    html.raw("</p><dl class=\"hours\">");
    for later in 0..DAYS {
        let day = local.day.plus_days(later);
        html.el("<div><dt>", &when.date(day), "</dt><dd>");
        let mut any = false;
        for span in &week {
            if when.day_of(span.start) == Some(day) {
                html.raw(if any { "<br>" } else { "" }).text(&when.span(*span));
                any = true;
            }
        }
        if !any {
            html.text(words.t("hours.none"));
            if let Some(holiday) = desk.calendar.special(day).and_then(|special| special.holiday.as_deref()) {
                html.el("<br><span class=\"label\">", site.words.holiday(holiday), "</span>");
            }
        }
        html.raw("</dd></div>");
    }
    html.el("</dl><p class=\"hint\">", &when.whose(), "</p></section>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hosted::Words;
    use madoguchi_shared::field::Country;
    use madoguchi_shared::id::Slug;
    use madoguchi_shared::order_policy::Policy;
    use madoguchi_shared::settings::ShopSettings;
    use madoguchi_shared::window::WindowRules;
    use madoguchi_shared::zone::Zone;
    use madoguchi_shared::{Instant, Rules};
    use serde_json::{Value, json};

    /// What is said of these hours at a moment, and each day's line.
    fn told(calendar: Value, language: &str, now: &str) -> (String, Vec<String>) {
        let tokyo = Zone::fixed("Asia/Tokyo", 32_400);
        let calendar = serde_json::from_value(calendar).unwrap();
        let desk = DeskHours {
            version: 1,
            language: "ja".into(),
            zone: tokyo.clone(),
            calendar,
            windows: WindowRules::default(),
            places: 1,
            paused: Default::default(),
        };
        let rules = Rules {
            country: Country::japan(),
            topics: vec![],
            consent_version: "1".into(),
            order_policy: Policy::default(),
            shop_zone: tokyo,
            desk: None,
        };
        let settings: ShopSettings = serde_json::from_slice(include_bytes!("../../../www/demo/settings.json")).unwrap();
        let (shop, now) = (Slug::parse("demo").unwrap(), Instant::parse(&format!("{now}:00+09:00")).unwrap());
        let site = Site { shop: &shop, settings: &settings, rules: &rules, language, words: Words::of(language), now };
        let mut html = Html::default();
        hours(&mut html, &site, &desk);
        let text = html.into_string();
        let state = text.split("<p id=\"open\">").nth(1).unwrap().split("</p>").next().unwrap().to_owned();
        let days =
            text.split("<div><dt>").skip(1).map(|day| day.split("</div>").next().unwrap().replace("</dt><dd>", " ").replace("</dd>", ""));
        (state, days.collect())
    }

    fn nine_to_five() -> Value {
        let day = json!([["09:00", "12:00"], ["13:00", "17:00"]]);
        json!({"week": {"mon": day, "tue": day, "wed": day, "thu": day, "fri": day}, "days": [{"day": "2026-11-23", "holiday": "勤労感謝の日"}]})
    }

    #[test]
    fn whether_somebody_is_there_and_when_next() {
        let state = |language: &str, now: &str| told(nine_to_five(), language, now).0;
        assert_eq!(state("ja", "2026-11-20T11:00"), "ただいま受付中です（12:00まで）");
        assert_eq!(state("ja", "2026-11-20T12:30"), "ただいま受付時間外です。次の受付は本日 13:00からです。");
        assert_eq!(state("en", "2026-11-20T18:00"), "We’re closed now. We open again on Tuesday 24 November at 9:00 am.");
        let all = json!([["00:00", "24:00"]]);
        let week: serde_json::Map<_, _> =
            ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().map(|day| ((*day).to_owned(), all.clone())).collect();
        assert_eq!(told(json!({ "week": week }), "en", "2026-11-20T18:00").0, "We’re open now");
        let night = json!({"week": {"fri": [["20:00", "24:00"]], "sat": [["00:00", "02:00"]]}});
        assert_eq!(told(night, "ja", "2026-11-20T23:00").0, "ただいま受付中です（2:00まで）", "across midnight");
        assert_eq!(told(json!({"week": {}}), "ja", "2026-11-20T23:00").0, "");
    }

    #[test]
    fn a_week_of_hours_with_its_holidays() {
        let (_, days) = told(nine_to_five(), "ja", "2026-11-20T18:00");
        assert_eq!(days.len(), 7);
        assert_eq!(days[0], "11月20日（金） 9:00–12:00<br>13:00–17:00", "of today also what is over");
        assert_eq!(days[1], "11月21日（土） お休み");
        assert_eq!(days[3], "11月23日（月） お休み<br><span class=\"label\">勤労感謝の日</span>");
        let holiday = |language: &str| told(nine_to_five(), language, "2026-11-20T18:00").1[3].clone();
        assert_eq!(holiday("zh"), "11月23日周一 休息<br><span class=\"label\">勤劳感谢日</span>");
        assert_eq!(holiday("ko"), "11월 23일 (월) 휴무<br><span class=\"label\">근로감사의 날</span>");
        assert_eq!(holiday("en"), "Monday 23 November Closed<br><span class=\"label\">Labour Thanksgiving Day</span>");
        let own = |language: &str, name: &str| {
            told(json!({"week": {}, "days": [{"day": "2026-11-23", "holiday": name}]}), language, "2026-11-20T18:00").1[3].clone()
        };
        assert!(own("zh", "創立記念日").ends_with(">节假日</span>") && own("ja", "創立記念日").ends_with(">創立記念日</span>"));
        assert!(own("ko", "Australia Day").ends_with(">Australia Day</span>"));
    }
}
