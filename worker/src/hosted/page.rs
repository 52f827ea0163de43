//! What stands around every page.

use super::html::Html;
use super::when::When;
use super::words::Words;
use crate::texts;
use madoguchi_shared::id::Slug;
use madoguchi_shared::settings::ShopSettings;
use madoguchi_shared::{Fault, Instant, Rules, colour};

/// A shop as its pages show it.
pub struct Site<'a> {
    /// Its name in addresses.
    pub shop: &'a Slug,
    /// Its settings.
    pub settings: &'a ShopSettings,
    /// What a draft is judged by.
    pub rules: &'a Rules,
    /// The language of the page.
    pub language: &'a str,
    /// Its words.
    pub words: Words,
    /// The server's time.
    pub now: Instant,
}

impl Site<'_> {
    /// Moments in words, by the shop's clocks.
    pub fn when(&self) -> When<'_> {
        When { words: self.words, zone: &self.rules.shop_zone, now: self.now }
    }

    /// Whether a call back can be promised at all.
    pub fn calls(&self) -> bool {
        self.rules.desk.is_some() && !self.paused()
    }

    /// Whether the desk has paused all calls.
    pub fn paused(&self) -> bool {
        self.rules.desk.as_ref().is_some_and(|desk| desk.paused.calls)
    }

    /// ` name="…"` with an address of this shop's pages in the page's language:
    /// `path` and `more` need no quoting within an address.
    pub fn address(&self, html: &mut Html, name: &'static str, path: &str, more: &[&str]) {
        html.attr(name, &[&["/s/", self.shop.as_str(), path, "?lang=", self.language], more].concat().concat());
    }

    /// Begins a page; `wrong`: its title says that something has to be mended.
    pub fn begin(&self, title: &str, wrong: bool) -> Html {
        let mut html = Html::with_room(32 * 1024);
        let sign = if wrong { self.words.t("page.error") } else { "" };
        begin(&mut html, self.language, &[sign, title, " | ", &self.settings.name].concat(), &style(&self.settings.accent));
        html.raw("<header><a");
        self.address(&mut html, "href", "", &[]);
        html.el(">", &self.settings.name, "</a></header><main>");
        html
    }

    /// Ends it; `path` is where it stands, for the same in another language.
    pub fn end(&self, html: Html, path: &str, more: &[&str]) -> Html {
        self.ended(html, path, more, "")
    }

    /// Ends a page with a form ([`FORM`]): in another language it is drawn with
    /// what was typed, as the page that `show` names.
    pub fn end_of_form(&self, html: Html, show: &str) -> Html {
        self.ended(html, "", &[], show)
    }

    fn ended(&self, mut html: Html, path: &str, more: &[&str], show: &str) -> Html {
        html.raw("</main><footer>");
        let policy = &self.settings.privacy.policy_url;
        // The address is the owner's word; only what can be a page is linked.
        if policy.starts_with("https://") {
            html.raw("<a rel=\"noopener\"").attr("href", policy).el(">", self.words.t("form.policy"), "</a>");
        }
        for language in self.settings.languages.iter().filter(|language| *language != self.language) {
            let (there, name) = (Site { language, ..*self }, texts::name(language));
            if show.is_empty() {
                html.raw("<a").attr("lang", tag(language)).attr("hreflang", tag(language));
                there.address(&mut html, "href", path, more);
                html.el(">", &name, "</a>");
            } else {
                html.raw("<button class=\"plain\"").attr("form", FORM).attr("lang", tag(language)).attr("name", SHOW).attr("value", show);
                there.address(&mut html, "formaction", path, more);
                html.el(">", &name, "</button>");
            }
        }
        html.raw("</footer></body></html>");
        html
    }
}

/// ` lang="…"` of what is in another language than the page.
pub fn foreign(html: &mut Html, site: &Site, language: &str) {
    if language != site.language {
        html.attr("lang", tag(language));
    }
}

/// What is wrong on a page, or else what has to be said before all: spoken at
/// once, and with the focus on it.
pub struct Told {
    /// Each with the field that it is about.
    pub faults: Vec<Fault>,
    /// A sentence; empty where there is none.
    pub notice: String,
}

impl Told {
    /// Writes it; nothing where there is nothing to say. Each fault leads to
    /// its field.
    pub fn write(&self, html: &mut Html, words: Words) {
        if self.faults.is_empty() && self.notice.is_empty() {
            return;
        }
        html.raw("<div class=\"summary\" id=\"summary\" role=\"alert\" tabindex=\"-1\" autofocus>");
        if !self.notice.is_empty() {
            html.el("<p>", &self.notice, "</p>");
        }
        if !self.faults.is_empty() {
            html.el("<p>", &words.say("form.faults", &[("count", &self.faults.len().to_string())]), "</p><ul>");
            for fault in &self.faults {
                html.raw("<li><a").attr("href", &["#", &id("field-", &fault.path)].concat());
                html.el(">", &words.fault_of(fault), "</a></li>");
            }
            html.raw("</ul>");
        }
        html.raw("</div>");
    }
}

/// The id of a page's form about a request.
pub const FORM: &str = "request";
/// The field by which a form asks for another page about the same, `form`,
/// `topic` or `review`, instead of being sent.
pub const SHOW: &str = "show";

/// Begins a page's form, with all in it that was typed before and that it has
/// no field of its own for.
pub fn begin_form(html: &mut Html, site: &Site, carried: &mut dyn Iterator<Item = (&str, &str)>) {
    html.raw("<form method=\"post\" novalidate").attr("id", FORM);
    site.address(html, "action", "", &[]);
    html.raw(">");
    for (name, value) in carried.filter(|(_, value)| !value.is_empty()) {
        html.raw("<input type=\"hidden\"").attr("name", name).attr("value", value).raw(">");
    }
}

/// The id of what belongs to a field.
pub fn id(prefix: &str, path: &str) -> String {
    [prefix, &path.replace('.', "-")].concat()
}

/// The shop's colour as the style sheet wants it: the one inline style of a
/// page, and named in its policy by its hash.
pub fn style(accent: &str) -> String {
    let Some([accent, on, light, dark]) = colour::palette(accent) else { return String::new() };
    [":root{--accent:", &accent, ";--on-accent:", &on, ";--ink-light:", &light, ";--ink-dark:", &dark, "}"].concat()
}

/// A language as markup names it (BCP 47): which Chinese decides which form of
/// a character a browser draws.
pub fn tag(language: &str) -> &str {
    if language == "zh" { "zh-Hans" } else { language }
}

/// The language to answer in: the wished one, else the first of the browser's
/// (`Accept-Language`, in their order) that the shop speaks, else its own. Chinese is written in simplified characters alone: who
/// reads the others (`zh-TW`, `zh-Hant`) gets these, before a foreign language.
pub fn language<'s>(settings: &'s ShopSettings, wished: &str, accepted: &str) -> &'s str {
    let spoken = |tag: &str| {
        let primary = primary(tag);
        settings.languages.iter().find(|language| **language == primary)
    };
    let first = std::iter::once(wished).chain(accepted.split(',')).find_map(spoken);
    first.map_or_else(|| settings.language(""), String::as_str)
}

/// A tag's language without its script and region, in lower case.
fn primary(tag: &str) -> String {
    tag.split(['-', '_', ';']).next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The language of who is turned away before it is known what the shop speaks:
/// the first of the browser's that there are words for, else English; Japanese
/// for who names none.
pub fn understood(accepted: &str) -> &'static str {
    if accepted.is_empty() {
        return "ja";
    }
    let known = |tag: &str| ["ja", "en", "zh", "ko"].into_iter().find(|language| *language == primary(tag));
    accepted.split(',').find_map(known).unwrap_or("en")
}

/// The page of who is turned away: by the code of the refusal. `opens`: they may
/// have come to a ticket by the link in a message, whose key, behind its `#`, no
/// server sees. A script sends it, and until that is answered says so.
pub fn refused(language: &str, code: &str, opens: bool) -> Html {
    let words = Words::of(language);
    let known = words.of_two("error.", code);
    let mut html = Html::default();
    begin(&mut html, language, words.t("error.title"), "");
    html.el("<main><div id=\"closed\"><h1>", words.t("error.title"), "</h1>");
    html.el("<p>", if known.is_empty() { words.t("error.other") } else { known }, "</p>");
    if opens {
        html.el("<div><noscript>", words.t("error.link_script"), "</noscript></div>");
    }
    html.raw("</div>");
    if opens {
        html.el(
            "<form method=\"post\" id=\"open\" hidden><input type=\"hidden\" name=\"key\"><p role=\"status\">",
            words.t("page.opening"),
            "",
        );
        html.raw("</p></form><script src=\"/ticket.js\"></script>");
    }
    html.raw("</main></body></html>");
    html
}

fn begin(html: &mut Html, language: &str, title: &str, style: &str) {
    html.raw("<!doctype html><html").attr("lang", tag(language));
    html.raw("><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"format-detection\" content=\"telephone=no\">");
    html.el("<title>", title, "</title><link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"/hosted.css\">");
    // Made of digits and our own words: quoted it would be another style.
    html.el("<style>", style, "</style></head><body>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_needs_no_quoting() {
        for accent in ["#1f6f54", "red", "#</style>"] {
            assert!(!style(accent).contains(['<', '>', '&', '"', '\'']), "{accent}");
        }
        assert!(style("#1f6f54").starts_with(":root{--accent:rgb(31 111 84);--on-accent:"));
    }

    #[test]
    fn the_first_language_that_the_shop_speaks() {
        let mut settings: ShopSettings = serde_json::from_slice(include_bytes!("../../../www/demo/settings.json")).unwrap();
        for (wished, accepted, chosen) in [
            ("en", "ja", "en"),
            ("", "en-AU,en;q=0.9,ja;q=0.8", "en"),
            ("", "fr-FR,fr;q=0.9, en;q=0.8", "en"),
            ("xx", "", "ja"),
            ("", "*", "ja"),
            ("EN-us", "", "en"),
        ] {
            assert_eq!(language(&settings, wished, accepted), chosen, "{wished} {accepted}");
        }
        settings.languages = vec!["en".into()];
        assert_eq!(language(&settings, "ja", "ja"), "en");
        settings.languages = ["ja", "en", "zh", "ko"].map(String::from).into();
        for (accepted, chosen) in [
            ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
            ("zh-Hans-SG", "zh"),
            ("zh-TW,zh;q=0.9,en-US;q=0.8", "zh"),
            ("zh-Hant-HK", "zh"),
            ("ko-KR,ko;q=0.9", "ko"),
            ("fr-FR,ko;q=0.5", "ko"),
            ("vi", "ja"),
        ] {
            assert_eq!(language(&settings, "", accepted), chosen, "{accepted}");
        }
    }

    #[test]
    fn who_is_turned_away_understands_why() {
        let chosen = ["", "ja", "fr-FR,zh-TW;q=0.5", "ko-KR", "fr", "en-AU"].map(understood);
        assert_eq!(chosen, ["ja", "ja", "zh", "ko", "en", "en"]);
        let page = refused("zh", "not_found", false).into_string();
        assert!(
            !page.contains("<script") && refused("zh", "unauthorized", true).into_string().contains("<script src=\"/ticket.js\"></script>")
        );
        assert!(page.contains("<html lang=\"zh-Hans\">") && page.contains("没有找到该地址的页面。"), "{page}");
    }
}
