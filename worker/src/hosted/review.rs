//! What will be sent, shown once more before it is: the number to call as it
//! was understood, the time as it will be promised. A wrong digit would be
//! noticed by nobody.

use super::html::Html;
use super::page::{SHOW, Site, Told, begin_form};
use super::typed::Typed;
use madoguchi_shared::api::Windows;
use madoguchi_shared::day::Day;
use madoguchi_shared::intake::{Choice, Intake, Reply};

/// A request as it is looked through.
pub struct Review<'a> {
    /// At which shop.
    pub site: &'a Site<'a>,
    /// What was typed.
    pub typed: &'a Typed,
    /// What it was understood as.
    pub intake: &'a Intake,
    /// When can be called.
    pub offered: &'a Windows,
    /// Why it was not taken, if it was sent before.
    pub told: &'a Told,
    /// Names the request.
    pub key: &'a str,
}

/// What may have been typed beside the way to answer: its field, and its name
/// in words.
const FACTS: [(&str, &str); 13] = [
    ("product.name", "form.product"),
    ("quantity", "form.quantity"),
    ("order_number", "form.order_number"),
    ("order_date", "form.order_date"),
    ("order_phone", "form.order_phone"),
    ("wanted_date", "form.wanted_date"),
    ("symptom", "form.symptom"),
    ("solution", "form.solution"),
    ("tried", "form.tried"),
    ("company", "form.company"),
    ("address", "form.address"),
    ("message", "form.message"),
    ("looked_up", "form.looked_up"),
];

impl Review<'_> {
    /// The page.
    pub fn page(&self) -> Html {
        let (site, words) = (self.site, self.site.words);
        let title = words.t("form.review");
        let mut html = site.begin(title, !self.told.faults.is_empty());
        html.el("<h1>", title, "</h1>").el("<p class=\"hint\">", words.t("form.review_hint"), "</p>");
        self.told.write(&mut html, words);
        html.raw("<dl class=\"facts\" id=\"review\">");
        self.rows(&mut html);
        html.raw("</dl>");
        let own = [("key", self.key), ("reviewed", "yes")];
        // A challenge serves once.
        let typed = self.typed.pairs().filter(|(name, _)| !["key", "reviewed", SHOW, "cf-turnstile-response"].contains(name));
        begin_form(&mut html, site, &mut own.into_iter().chain(typed));
        self.challenge(&mut html);
        html.el("<button class=\"primary\">", words.t(if site.calls() { "form.send" } else { "form.send_mail" }), "</button>");
        html.el("<button class=\"second\" name=\"show\" value=\"form\">", words.t("form.change"), "</button></form>");
        site.end_of_form(html, "review")
    }

    fn rows(&self, html: &mut Html) {
        let (words, when) = (self.site.words, self.site.when());
        row(html, words.t("form.topic_chosen"), words.of_two("topic.", self.intake.topic.slug()));
        // The order's day is asked for where its number isn't known.
        let numbered = !self.typed.get("order_number").trim().is_empty();
        for (path, label) in FACTS {
            let given = self.typed.get(path).trim();
            if !(given.is_empty() || numbered && (path == "order_date" || path == "order_phone")) {
                let day = Day::parse(given).filter(|_| path.ends_with("_date")).map(|day| when.date(day));
                row(html, words.t(label), day.as_deref().unwrap_or(given));
            }
        }
        match &self.intake.reply {
            Reply::Phone { phone, window } => {
                row(html, words.t("form.reply"), words.t("form.reply.phone"));
                row(html, words.t("form.window"), &self.window(*window));
                self.person(html);
                row(html, words.t("form.phone"), &phone.display(&self.site.settings.country));
            }
            Reply::Email { email } => {
                row(html, words.t("form.reply"), words.t("form.reply.email"));
                self.person(html);
                row(html, words.t("form.email"), email.as_str());
            }
            Reply::None => {
                row(html, words.t("form.reply"), words.t("form.reply.none"));
                self.person(html);
            }
        }
    }

    fn person(&self, html: &mut Html) {
        let words = self.site.words;
        row(html, words.t("form.name"), self.intake.name.as_str());
        if let Some(kana) = &self.intake.kana {
            row(html, words.t("form.kana"), kana.as_str());
        }
    }

    fn window(&self, choice: Choice) -> String {
        let when = self.site.when();
        let Choice::Start(start) = choice else { return self.site.words.t("form.asap").to_owned() };
        let span = self.offered.windows.iter().find(|window| window.start == start);
        [when.day(start), span.map_or_else(|| when.time(start), |span| when.span(*span))].join(" ")
    }

    /// Cloudflare's own script draws the challenge of a shop that asks for one:
    /// the one thing here that needs script, and it says so.
    fn challenge(&self, html: &mut Html) {
        let (site, words) = (self.site, self.site.words);
        let Some(keys) = &site.settings.turnstile else { return };
        html.raw("<div id=\"field-challenge\"><div class=\"cf-turnstile\" data-action=\"ask\"").attr("data-sitekey", &keys.site_key);
        html.attr("data-language", site.language).raw("></div>");
        html.el("<noscript><p class=\"summary\">", words.t("page.script"), "</p></noscript>");
        if let Some(fault) = self.told.faults.iter().find(|fault| fault.path == "challenge") {
            html.el("<p class=\"fault\" id=\"fault-challenge\">", words.fault(fault), "</p>");
        }
        html.raw("</div><script src=\"https://challenges.cloudflare.com/turnstile/v0/api.js\" async defer></script>");
    }
}

fn row(html: &mut Html, name: &str, value: &str) {
    html.el("<div><dt>", name, "</dt>").el("<dd>", value, "</dd></div>");
}
