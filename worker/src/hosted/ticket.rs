//! A ticket's page: what was promised, what has become of it, and what its
//! shopper may still do.

use super::html::Html;
use super::page::{Site, Told};
use super::typed::Typed;
use super::windows;
use madoguchi_shared::api::Windows;
use madoguchi_shared::field::display_e164;
use madoguchi_shared::intake::{Choice, Reply};
use madoguchi_shared::ticket::{Act, May, MoveDraft, RatingDraft, State, Status, Ticket};
use madoguchi_shared::{Code, Fault, ics};

/// A ticket as its page shows it.
pub struct Shown<'a> {
    /// At which shop.
    pub site: &'a Site<'a>,
    /// The ticket.
    pub ticket: &'a Ticket,
    /// When it could be called instead.
    pub offered: &'a Windows,
    /// What its forms carry.
    pub form_token: &'a str,
    /// What was typed before.
    pub typed: &'a Typed,
    /// What is wrong with it.
    pub told: &'a Told,
    /// The act that was done a moment ago, by its name; empty: none.
    pub done: &'a str,
}

/// The act that a form of this page asks for.
pub fn act(typed: &Typed) -> Result<Act, Vec<Fault>> {
    match typed.get("act") {
        "move" => MoveDraft { window: typed.get("window").to_owned() }.check().map(|window| Act::Move { window }),
        "rate" => {
            let draft = RatingDraft { score: typed.get("score").parse().ok(), comment: typed.get("comment").to_owned() };
            draft.check().map(|rating| Act::Rate { rating })
        }
        "cancel" => Ok(Act::Cancel {}),
        _ => Err(vec![Fault::at("act", Code::Unknown)]),
    }
}

/// The address of a ticket's page, below its shop's.
pub fn path(ticket: &Ticket) -> String {
    ["/t/", ticket.id.as_str()].concat()
}

/// The promised call for a calendar; none if no window is promised. Another
/// promise for the same ticket takes the place of the one before.
pub fn calendar(site: &Site, ticket: &Ticket) -> Option<String> {
    let window = ticket.promise.window.filter(|_| !ticket.state.is_ended())?;
    let words = site.words;
    let number = display_e164(&site.settings.caller_number, &site.settings.country);
    let more = [words.t("receipt.caller"), ": ", &number, "\n", words.t("receipt.number"), ": ", ticket.id.as_str()].concat();
    let summary = words.say("receipt.appointment", &[("shop", &site.settings.name)]);
    Some(ics::file(ticket.id.as_str(), site.now, window, &summary, &more))
}

/// What is told to whoever came by a link that is too old, and how they go on.
pub fn over(site: &Site) -> Html {
    let words = site.words;
    let mut html = site.begin(words.t("error.title"), false);
    html.el("<h1 id=\"title\">", words.t("error.title"), "</h1>").el("<p>", words.t("error.link_over"), "</p><p><a class=\"plain\"");
    site.address(&mut html, "href", "", &[]);
    html.el(">", words.t("receipt.home"), "</a></p>");
    site.end(html, "", &[])
}

impl Shown<'_> {
    /// The page.
    pub fn page(&self) -> Html {
        let (site, words) = (self.site, self.site.words);
        let status = self.ticket.status(&site.settings.caller_number);
        let headline = self.headline(&status);
        let mut html = site.begin(&headline, !self.told.faults.is_empty());
        self.told.write(&mut html, words);
        let done = match self.done {
            "move" => "ticket.moved",
            "cancel" => "ticket.cancelled",
            "rate" => "rate.thanks",
            _ => "",
        };
        if !done.is_empty() {
            html.el("<p class=\"done\" role=\"status\">", words.t(done), "</p>");
        }
        html.el("<p class=\"label\">", words.t(status.label_key()), "</p>");
        html.el("<h1 id=\"title\">", &headline, "</h1>");
        if let Some(hint) = status.hint_key() {
            html.el("<p>", words.t(hint), "</p>");
        }
        if status.may.contains(&May::Rate) {
            self.rate(&mut html);
        }
        self.facts(&mut html, &status);
        self.log(&mut html, &status);
        if status.may.contains(&May::Move) {
            self.moving(&mut html);
        }
        if status.may.contains(&May::Cancel) {
            self.cancel(&mut html);
        }
        html.raw("<p><a class=\"plain\"");
        site.address(&mut html, "href", "", &[]);
        html.el(">", words.t("receipt.home"), "</a></p>");
        site.end(html, &path(self.ticket), &[])
    }

    /// What to say first: the promise while it holds, then how it ended.
    fn headline(&self, status: &Status) -> String {
        let (words, when) = (self.site.words, self.site.when());
        match (status.state, status.next_try) {
            _ if status.is_promised() => {}
            (State::Retrying, Some(next)) => return when.say("receipt.next_try", next),
            _ => return words.t(status.state_key()).to_owned(),
        }
        let reply = self.ticket.intake.as_ref().map(|intake| &intake.reply);
        match (reply, status.window, status.respond_by) {
            (Some(Reply::Phone { window: Choice::Start(_), .. }), Some(window), _) => {
                words.say("promise.between", &[("day", &when.day(window.start)), ("span", &when.span(window))])
            }
            (Some(Reply::Phone { .. }), _, Some(by)) => when.say("promise.by", by),
            (Some(Reply::Phone { .. }), ..) => words.t("promise.phone_open").to_owned(),
            (Some(Reply::Email { .. }), _, Some(by)) => when.say("promise.mail", by),
            (Some(Reply::Email { .. }), ..) => words.t("promise.mail_open").to_owned(),
            _ => words.t("promise.none").to_owned(),
        }
    }

    fn facts(&self, html: &mut Html, status: &Status) {
        let (site, words) = (self.site, self.site.words);
        html.el("<dl class=\"facts\"><div><dt>", words.t("receipt.number"), "</dt><dd id=\"number\">").el(
            "",
            status.ticket.as_str(),
            "</dd></div>",
        );
        html.el("<div><dt>", words.t("receipt.state"), "</dt><dd id=\"state\">").el("", words.t(status.state_key()), "</dd></div>");
        let open = !status.state.is_ended();
        if open && status.by_phone && !status.caller_number.is_empty() {
            html.el("<div><dt>", words.t("receipt.caller"), "</dt><dd id=\"caller\">");
            html.el("", &display_e164(&status.caller_number, &site.settings.country), "</dd>");
            html.el("<dd class=\"hint\">", words.t("receipt.caller_hint"), "</dd></div>");
        }
        if !status.topic.is_empty() {
            html.el("<div><dt>", words.t("receipt.topic"), "</dt><dd>").el("", words.of_two("topic.", &status.topic), "</dd></div>");
        }
        html.raw("</dl>");
        if !open {
            return;
        }
        html.el("<p class=\"hint\">", words.t("ticket.keep"), "</p><p class=\"pair\">");
        if status.window.is_some() && !status.promise_broken {
            html.raw("<a class=\"second\" id=\"calendar\"");
            site.address(html, "href", &[&path(self.ticket), "/call.ics"].concat(), &[]);
            html.el(">", words.t("receipt.calendar"), "</a>");
        }
        html.raw("<a class=\"second\"");
        site.address(html, "href", &path(self.ticket), &[]);
        html.el(">", words.t("ticket.refresh"), "</a></p>");
    }

    /// What has happened so far, the oldest first.
    fn log(&self, html: &mut Html, status: &Status) {
        let (words, when) = (self.site.words, self.site.when());
        html.el("<section><h2>", words.t("receipt.past"), "</h2><ol class=\"log\"><li>");
        html.el("", &when.say("receipt.accepted", status.created_at), "</li>");
        for tried in &status.attempts {
            html.el("<li>", &when.say(tried.outcome.key(), tried.at), "</li>");
        }
        html.raw("</ol></section>");
    }

    fn moving(&self, html: &mut Html) {
        let words = self.site.words;
        let faulty = self.faulty("window");
        // A promise that can't be kept shows the other times at once.
        let open = faulty.is_some() || self.ticket.promise_broken || !self.typed.get("window").is_empty();
        html.raw("<details class=\"act\" id=\"move\"").raw(if open { " open" } else { "" });
        html.el("><summary>", words.t("receipt.move"), "</summary>");
        self.begin_form(html, "move");
        html.raw("<fieldset role=\"radiogroup\"").raw(if faulty.is_some() {
            " aria-describedby=\"fault-window\" aria-invalid=\"true\""
        } else {
            ""
        });
        html.el("><legend>", words.t("form.window"), "</legend>");
        windows::write(html, self.site, self.offered, self.typed.get("window"));
        html.raw("</fieldset>");
        if let Some(fault) = faulty {
            html.el("<p class=\"fault\" id=\"fault-window\">", words.fault(fault), "</p>");
        }
        html.el("<button class=\"primary\">", words.t("receipt.move_yes"), "</button></form></details>");
    }

    /// Cancelling takes a second touch.
    fn cancel(&self, html: &mut Html) {
        let words = self.site.words;
        html.el("<details class=\"act\" id=\"cancel\"><summary>", words.t("receipt.cancel"), "</summary>");
        self.begin_form(html, "cancel");
        html.el("<p>", words.t("receipt.cancel_ask"), "</p>");
        html.el("<button class=\"danger\">", words.t("receipt.cancel_yes"), "</button></form></details>");
    }

    /// One touch for the score, one to send; words if one likes.
    fn rate(&self, html: &mut Html) {
        let words = self.site.words;
        html.raw("<section id=\"rate\">");
        self.begin_form(html, "rate");
        let faulty = self.faulty("score").is_some();
        html.raw("<fieldset role=\"radiogroup\"").raw(if faulty { " aria-describedby=\"fault-score\" aria-invalid=\"true\"" } else { "" });
        html.el("><legend>", words.t("rate.ask"), "</legend><div class=\"chips\">");
        for score in ["5", "4", "3", "2", "1"] {
            html.raw("<label class=\"chip\"><input type=\"radio\" name=\"score\"").attr("value", score);
            html.raw(if score == "5" { " id=\"field-score\"" } else { "" });
            html.raw(if self.typed.get("score") == score { " checked" } else { "" });
            html.el("><span>", words.of_two("rate.", score), "</span></label>");
        }
        html.raw("</div></fieldset>");
        if faulty {
            html.el("<p class=\"fault\" id=\"fault-score\">", words.t("ticket.score_missing"), "</p>");
        }
        html.el("<div class=\"field\"><label for=\"field-comment\">", words.t("rate.comment"), "");
        html.el("<span class=\"optional\">", words.t("form.optional"), "</span></label>");
        html.raw("<textarea rows=\"2\" id=\"field-comment\" name=\"comment\" autocomplete=\"off\"");
        let comment = self.faulty("comment");
        html.raw(if comment.is_some() { " aria-describedby=\"fault-comment\" aria-invalid=\"true\"" } else { "" });
        html.el(">\n", self.typed.get("comment"), "</textarea>");
        if let Some(fault) = comment {
            html.el("<p class=\"fault\" id=\"fault-comment\">", words.fault(fault), "</p>");
        }
        html.el("</div><button class=\"primary\">", words.t("rate.send"), "</button></form></section>");
    }

    fn begin_form(&self, html: &mut Html, act: &str) {
        html.raw("<form method=\"post\" novalidate");
        self.site.address(html, "action", &path(self.ticket), &[]);
        html.raw("><input type=\"hidden\" name=\"act\"").attr("value", act);
        html.raw("><input type=\"hidden\" name=\"form\"").attr("value", self.form_token).raw(">");
    }

    fn faulty(&self, path: &str) -> Option<&Fault> {
        self.told.faults.iter().find(|fault| fault.path == path)
    }
}
