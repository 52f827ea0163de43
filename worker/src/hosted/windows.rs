//! What can be promised, as radio buttons by day.

use super::html::Html;
use super::page::Site;
use madoguchi_shared::api::Windows;
use madoguchi_shared::calendar::Span;
use madoguchi_shared::day::Day;
use madoguchi_shared::promise::Promise;

/// Days that are shown at first.
const DAYS: usize = 2;
/// Windows that are offered at most: a desk that never closes may have
/// thousands ahead.
const MOST: usize = 300;

/// The fieldset's inside: "as soon as possible" with what it means, then each
/// day in a group of its own. `chosen` is what was chosen before.
pub fn write(html: &mut Html, site: &Site, offered: &Windows, chosen: &str) {
    let (words, when) = (site.words, site.when());
    if offered.paused {
        html.el("<p class=\"hint\" id=\"field-window\">", words.t("form.window_paused"), "</p>");
        return;
    }
    if offered.asap.is_none() && offered.windows.is_empty() {
        html.el("<p class=\"hint\" id=\"field-window\">", words.t("form.window_full"), "</p>");
        return;
    }
    let mut first = true;
    if let Some(Promise { respond_by, .. }) = offered.asap {
        radio(html, "asap", chosen, &mut first, " class=\"chip wide\"");
        html.el("<strong>", words.t("form.asap"), "</strong>");
        let by = respond_by.map(|at| when.say("promise.by", at)).unwrap_or_default();
        html.el("<span class=\"label\">", &by, "</span></span></label>");
    }
    let days = by_day(offered, site);
    let later = |(_, spans): &(Day, Vec<Span>)| spans.iter().any(|span| span.start.rfc3339() == chosen);
    for (number, (day, spans)) in days.iter().enumerate() {
        if number == DAYS {
            html.raw("<details class=\"more\"").raw(if days.iter().skip(DAYS).any(later) { " open" } else { "" });
            html.el("><summary>", words.t("page.more_days"), "</summary>");
        }
        html.el("<fieldset class=\"day\"><legend>", &when.date(*day), "</legend><div class=\"chips slots\">");
        for span in spans {
            radio(html, &span.start.rfc3339(), chosen, &mut first, " class=\"chip\"");
            html.text(&when.span(*span)).raw("</span></label>");
        }
        html.raw("</div></fieldset>");
    }
    if days.len() > DAYS {
        html.raw("</details>");
    }
    html.el("<p class=\"hint\">", &when.whose(), "</p>");
}

/// A radio button up to its words.
fn radio(html: &mut Html, value: &str, chosen: &str, first: &mut bool, class: &'static str) {
    html.raw("<label").raw(class).raw("><input type=\"radio\" name=\"window\"").attr("value", value);
    // The summary of faults leads to the first.
    if std::mem::take(first) {
        html.raw(" id=\"field-window\"");
    }
    html.raw(if value == chosen { " checked><span>" } else { "><span>" });
}

fn by_day(offered: &Windows, site: &Site) -> Vec<(Day, Vec<Span>)> {
    let when = site.when();
    let mut days: Vec<(Day, Vec<Span>)> = Vec::new();
    for window in offered.windows.iter().take(MOST) {
        let Some(day) = when.day_of(window.start) else { continue };
        match days.last_mut() {
            Some((last, spans)) if *last == day => spans.push(*window),
            _ => days.push((day, vec![*window])),
        }
    }
    days
}
