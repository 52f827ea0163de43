//! The form: what its topic needs, and nothing else.

use super::html::Html;
use super::page::{Site, Told, begin_form, id};
use super::typed::Typed;
use super::windows;
use madoguchi_shared::api::Windows;
use madoguchi_shared::day::Day;
use madoguchi_shared::order_policy::{OrderFacts, Reason, Shipping, Want, answer};
use madoguchi_shared::topic::Fact;
use madoguchi_shared::zone::Local;
use madoguchi_shared::{Code, Topic};

/// A form as it is drawn.
pub struct Form<'a> {
    /// Whose it is.
    pub site: &'a Site<'a>,
    /// What it is about.
    pub topic: Topic,
    /// What was typed before.
    pub typed: &'a Typed,
    /// What is wrong with it.
    pub told: &'a Told,
    /// When can be called.
    pub offered: &'a Windows,
    /// Names the request.
    pub key: &'a str,
}

/// What is typed into a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Line,
    Lines,
    Name,
    Kana,
    Company,
    Phone,
    Email,
    Address,
    Count,
    Date,
}

impl Kind {
    /// `type`, `inputmode` and `autocomplete`.
    fn attributes(self) -> &'static str {
        match self {
            Self::Name => " type=\"text\" autocomplete=\"name\"",
            Self::Company => " type=\"text\" autocomplete=\"organization\"",
            Self::Phone => " type=\"tel\" inputmode=\"tel\" autocomplete=\"tel\"",
            Self::Email => " type=\"email\" inputmode=\"email\" autocomplete=\"email\"",
            Self::Address => " autocomplete=\"street-address\"",
            Self::Count => " type=\"text\" inputmode=\"numeric\" autocomplete=\"off\"",
            Self::Date => " type=\"date\" autocomplete=\"off\"",
            Self::Line | Self::Kana => " type=\"text\" autocomplete=\"off\"",
            Self::Lines => " autocomplete=\"off\"",
        }
    }
}

impl Form<'_> {
    /// The page.
    pub fn page(&self) -> Html {
        let (site, words) = (self.site, self.site.words);
        let title = words.t(if site.calls() { "form.title" } else { "form.title_mail" });
        let slug = self.topic.slug();
        let mut html = site.begin(title, !self.told.faults.is_empty());
        html.raw("<p><a class=\"plain\"");
        site.address(&mut html, "href", "", &["#ask"]);
        html.el(">", words.t("panel.back"), "</a></p>").el("<h1>", title, "</h1>");
        self.told.write(&mut html, words);
        let read = self.typed.pairs().filter(|(name, _)| *name == "read");
        let known = [("key", self.key), ("topic", slug), ("page", self.typed.get("page"))];
        begin_form(&mut html, site, &mut known.into_iter().chain(read));
        // The first button is what Enter in a field presses.
        html.raw("<button class=\"trap\" name=\"show\" value=\"review\" tabindex=\"-1\" aria-hidden=\"true\"></button>");
        html.el("<div class=\"card\"><p><span class=\"label\">", words.t("form.topic_chosen"), "</span>");
        html.el("<strong id=\"topic\">", words.of_two("topic.", slug), "</strong></p>");
        html.el("<button class=\"plain\" name=\"show\" value=\"topic\">", words.t("form.change"), "</button></div>");
        self.policy(&mut html);
        self.facts(&mut html);
        self.reply(&mut html);
        self.terms(&mut html);
        self.agree(&mut html);
        // Nobody sees or reaches it; only a robot fills it in.
        html.raw("<input class=\"trap\" name=\"homepage\" autocomplete=\"off\" tabindex=\"-1\" aria-hidden=\"true\"");
        html.attr("value", self.typed.get("homepage")).raw(">");
        html.el("<button class=\"primary\" name=\"show\" value=\"review\">", words.t("form.next"), "</button></form>");
        site.end_of_form(html, "form")
    }

    /// What the shop's terms say to the topic, as far as that can be said of an
    /// order that nobody has looked up: as the panel tells it.
    fn policy(&self, html: &mut Html) {
        let Some(want) = Want::of(self.topic) else { return };
        let (rules, now, when) = (self.site.rules, self.site.now, self.site.when());
        // Placed at the day's beginning it ships first: no more is promised.
        let day = Day::parse(self.typed.get("order_date"));
        let placed_at = day.map(|day| rules.shop_zone.instant_at(Local { day, second: 0 }));
        let answer = answer(want, &OrderFacts { placed_at, shipping: Shipping::Unknown }, &rules.order_policy, &rules.shop_zone, now);
        if answer.reason != Reason::Ask {
            let said = self.site.words.policy(&answer, &|at| [when.day(at).as_str(), " ", &when.time(at)].concat());
            html.el("<p class=\"quiet\" id=\"policy\">", &said, "</p>");
        }
    }

    fn facts(&self, html: &mut Html) {
        let topic = self.topic;
        html.el("<section><h2>", self.site.words.t("form.about"), "</h2>");
        for fact in topic.row().needs {
            match fact {
                Fact::Order => self.order(html),
                Fact::Product => self.field(html, "product.name", "form.product_name", "", Kind::Line, false),
                Fact::Quantity => self.field(html, "quantity", "form.quantity", "", Kind::Count, false),
                Fact::WantedDate => self.field(html, "wanted_date", "form.wanted_date", "", Kind::Date, false),
                Fact::Symptom => self.field(html, "symptom", "form.symptom", "form.symptom_hint", Kind::Lines, false),
                Fact::Solution => self.field(html, "solution", "form.solution", "form.solution_hint", Kind::Line, false),
                Fact::Address => self.field(html, "address", "form.address", "form.address_hint", Kind::Address, false),
                // Needed where it is answered in writing; on the phone a help.
                Fact::Message | Fact::Question => self.field(html, "message", "form.message", "", Kind::Lines, false),
                // The way to answer is asked of everybody.
                Fact::Contact => {}
            }
        }
        if topic.tries() {
            self.field(html, "tried", "form.tried", "", Kind::Lines, true);
        }
        if topic.trades() {
            self.field(html, "company", "form.company", "", Kind::Company, true);
        }
        if !topic.needs(Fact::Message) && !topic.needs(Fact::Question) {
            self.field(html, "message", "form.message_more", "", Kind::Lines, true);
        }
        if !self.typed.get("looked_up").is_empty() || self.fault("looked_up").is_some() {
            self.field(html, "looked_up", "form.looked_up", "", Kind::Lines, true);
        }
        html.raw("</section>");
    }

    /// The order's number or, for those who don't have it, its date, and the
    /// phone number that it was placed with where none is asked for the answer.
    fn order(&self, html: &mut Html) {
        self.field(html, "order_number", "form.order_number", "form.order_number_hint", Kind::Line, false);
        let told = ["order_date", "order_phone"].iter().any(|path| !self.typed.get(path).is_empty() || self.fault(path).is_some());
        html.raw("<details class=\"more\"").raw(if told { " open" } else { "" });
        html.el("><summary>", self.site.words.t("page.date_only"), "</summary>");
        self.field(html, "order_date", "form.order_date", "form.order_date_hint", Kind::Date, true);
        self.field(html, "order_phone", "form.order_phone", "", Kind::Phone, true);
        html.raw("</details>");
    }

    /// How to answer, by phone when, and who asks. What belongs to one way
    /// alone is hidden by the style sheet while another is chosen.
    fn reply(&self, html: &mut Html) {
        let (site, words) = (self.site, self.site.words);
        let given = self.typed.get("reply");
        // What was typed before calls were paused stays.
        let calls = site.calls() || site.paused() && given == "phone";
        let chosen = match given {
            "" if calls => "phone",
            "" => "email",
            given => given,
        };
        html.raw("<section>");
        self.group(html, "reply", "form.reply", "");
        html.raw("<div class=\"chips\">");
        let ways = ["phone", "email", "none"].into_iter().filter(|way| match *way {
            "phone" => calls,
            "none" => !self.topic.needs(Fact::Contact),
            _ => true,
        });
        for (number, way) in ways.enumerate() {
            html.raw("<label class=\"chip\"><input type=\"radio\" name=\"reply\"").attr("value", way);
            // The summary of faults leads to the first.
            html.raw(if number == 0 { " id=\"field-reply\"" } else { "" }).raw(if way == chosen { " checked" } else { "" });
            html.el("><span>", words.of_two("form.reply.", way), "</span></label>");
        }
        html.raw("</div></fieldset>");
        self.fault_line(html, "reply");
        if site.paused() && !calls {
            html.el("<p class=\"hint\">", words.t("form.window_paused"), "</p>");
        }
        if calls {
            self.group(html, "window", "form.window", " class=\"by-phone\"");
            windows::write(html, site, self.offered, self.typed.get("window"));
            html.raw("</fieldset>");
            self.fault_line(html, "window");
        }
        html.el("</section><section><h2>", words.t("form.who"), "</h2>");
        self.field(html, "name", "form.name", "", Kind::Name, false);
        if calls {
            html.raw("<div class=\"by-phone\">");
            // A name has to be read aloud only where somebody calls. What was
            // typed before in Japanese stays in sight.
            if site.language == "ja" || !self.typed.get("kana").is_empty() {
                self.field(html, "kana", "form.kana", "", Kind::Kana, true);
            }
            self.field(html, "phone", "form.phone", "form.phone_hint", Kind::Phone, false);
            html.raw("</div>");
        }
        html.raw("<div class=\"by-email\">");
        self.field(html, "email", "form.email", "", Kind::Email, false);
        html.raw("</div></section>");
    }

    /// The shop's terms, where they answer the question.
    fn terms(&self, html: &mut Html) {
        let terms = self.site.settings.order_policy.terms.get(self.site.language);
        let terms = terms.filter(|terms| self.topic.has_terms() && !terms.is_empty());
        if let Some(terms) = terms {
            html.el("<section class=\"quiet\"><h2>", self.site.words.t("form.terms"), "</h2>").el("<p>", terms, "</p></section>");
        }
    }

    /// What becomes of the data, then two boxes that nobody has ticked
    /// beforehand.
    fn agree(&self, html: &mut Html) {
        let (words, version) = (self.site.words, &self.site.rules.consent_version);
        let purpose = self.site.settings.privacy.purpose.get(self.site.language).map_or("", String::as_str);
        html.el("<section class=\"quiet\"><h2>", words.t("form.purpose"), "</h2>").el("<p>", purpose, "</p></section>");
        html.raw("<div class=\"boxes\"><label class=\"box\"><input type=\"checkbox\" id=\"field-consent\" name=\"consent\"");
        self.described(html, "consent", "");
        html.attr("value", version).raw(if self.typed.get("consent") == version { " checked" } else { "" });
        html.el("><span>", words.t("form.consent"), "</span></label>");
        self.fault_line(html, "consent");
        html.raw("<label class=\"box\"><input type=\"checkbox\" name=\"marketing\" value=\"yes\"");
        html.raw(if self.typed.get("marketing") == "yes" { " checked" } else { "" });
        html.el("><span>", words.t("form.marketing"), "");
        html.el("<span class=\"optional\">", words.t("form.optional"), "</span></span></label></div>");
    }

    /// A labelled field with its hint and its fault.
    fn field(&self, html: &mut Html, path: &str, label: &str, hint: &str, kind: Kind, optional: bool) {
        let words = self.site.words;
        html.raw("<div class=\"field\"><label").attr("for", &id("field-", path)).el(">", words.t(label), "");
        if optional {
            html.el("<span class=\"optional\">", words.t("form.optional"), "</span>");
        }
        html.raw("</label>");
        if !hint.is_empty() {
            html.raw("<p class=\"hint\"").attr("id", &id("hint-", path)).el(">", words.t(hint), "</p>");
        }
        let lines = matches!(kind, Kind::Lines | Kind::Address);
        html.raw(if lines { "<textarea rows=\"3\"" } else { "<input" }).raw(kind.attributes());
        html.attr("id", &id("field-", path)).attr("name", path);
        self.described(html, path, if hint.is_empty() { "" } else { "hint-" });
        let value = self.typed.get(path);
        match lines {
            // A parser drops the first line's end.
            true => html.el(">\n", value, "</textarea>"),
            false => html.attr("value", value).raw(">"),
        };
        self.fault_line(html, path);
        html.raw("</div>");
    }

    /// The group that asks for the field `path`, up to what it offers.
    fn group(&self, html: &mut Html, path: &str, question: &str, class: &'static str) {
        html.raw("<fieldset role=\"radiogroup\"").raw(class);
        self.described(html, path, "");
        html.el("><legend>", self.site.words.t(question), "</legend>");
    }

    /// What describes a field: its hint, and its fault if it has one.
    fn described(&self, html: &mut Html, path: &str, hint: &str) {
        let faulty = self.fault(path).is_some();
        let hint = if hint.is_empty() { String::new() } else { id(hint, path) };
        let fault = if faulty { id("fault-", path) } else { String::new() };
        if !hint.is_empty() || faulty {
            html.attr("aria-describedby", [hint, fault].join(" ").trim());
        }
        html.raw(if faulty { " aria-invalid=\"true\"" } else { "" });
    }

    fn fault(&self, path: &str) -> Option<&madoguchi_shared::Fault> {
        self.told.faults.iter().find(|fault| fault.path == path)
    }

    fn fault_line(&self, html: &mut Html, path: &str) {
        if let Some(fault) = self.fault(path) {
            html.raw("<p class=\"fault\"").attr("id", &id("fault-", path)).el(">", self.site.words.fault(fault), "</p>");
        }
    }
}

/// The topic that is asked about, if the shop offers it.
pub fn topic(site: &Site, typed: &Typed) -> Result<Topic, Code> {
    let topic = Topic::parse(typed.get("topic").trim()).map_err(|_| Code::Required)?;
    if site.rules.topics.contains(&topic) { Ok(topic) } else { Err(Code::NotOffered) }
}
