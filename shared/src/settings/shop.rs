//! A shop's settings.

use super::channel::Secret;
use super::{ByLanguage, Channel, Mail, NAME_MAX, OrderPolicy, Service, Shoppers, Sms, TalkSettings, is_language};
use crate::fault::{Code, Fault, Faults};
use crate::field::{Country, PageUrl, sized};
use crate::id::Slug;
use crate::identity::{SECRET_MAX, SECRET_MIN};
use crate::limits::Limits;
use crate::notice::clean::one_line;
use crate::topic::Topic;
use serde::{Deserialize, Serialize};

/// A shop's settings, as its owner writes and reads them. Never sent to the
/// panel: that gets [`Published`](crate::published::Published).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShopSettings {
    /// The shop's name for people.
    pub name: String,
    /// The languages it speaks; the first is its own.
    pub languages: Vec<String>,
    /// Its IANA time zone.
    pub zone: String,
    /// Its country.
    pub country: Country,
    /// The origins of its pages, such as `https://shop.example`.
    pub origins: Vec<String>,
    /// Its colour, `#rrggbb`.
    pub accent: String,
    /// The number that calls to its shoppers come from, E.164.
    pub caller_number: String,
    /// What becomes of personal data.
    pub privacy: Privacy,
    /// Topics on offer, in the order shown.
    pub topics: Vec<Topic>,
    /// Terms of orders.
    pub order_policy: OrderPolicy,
    /// How soon and how often it is called back.
    #[serde(default)]
    pub service: Service,
    /// How much it takes from one address, for one person, and in all.
    #[serde(default)]
    pub limits: Limits,
    /// The challenge that shoppers' browsers have to pass; absent: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turnstile: Option<Turnstile>,
    /// Where tickets go besides the desk.
    #[serde(default)]
    pub channels: Vec<Channel>,
    /// The shop's account for sending mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<Mail>,
    /// The shop's account for sending SMS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sms: Option<Sms>,
    /// What its shoppers are told by them.
    #[serde(default, skip_serializing_if = "Shoppers::is_none")]
    pub shoppers: Shoppers,
    /// The channel that is told when another one, or the desk, doesn't take an
    /// event: of an urgent ticket at a third of its promise, else after 15
    /// minutes; and when a channel has failed four times in a row or is
    /// switched off. Of its own trouble nobody is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alert: Option<Slug>,
    /// The secret under which the shop's own backend signs who a customer is
    /// (see [`identity`](crate::identity)): 32 to 256 visible ASCII characters.
    /// Written, never read back: absent in answers, and where it is absent in
    /// a request the one on file is kept; an empty one takes it away at once.
    /// One that is replaced by another is accepted for 24 hours more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity_secret: Option<String>,
    /// What the desk says on the phone (トークスクリプト), in the shop's own
    /// words; what isn't said here is said by default.
    #[serde(default, skip_serializing_if = "TalkSettings::is_empty")]
    pub talk: TalkSettings,
}

/// Purpose of use (個人情報保護法 21条2項), policy and retention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Privacy {
    /// Shown before sending.
    pub purpose: ByLanguage,
    /// The shop's privacy policy.
    pub policy_url: String,
    /// Names this wording; a consent names it back.
    pub version: String,
    /// Days after its end for which a ticket's personal data is kept, 1 to
    /// 3650. One that never ends is kept for thirty days more, counted from
    /// when it was last touched or due. Another number holds for all tickets.
    pub keep_days: u32,
    /// Days for which the words of searches that found nothing are kept for the
    /// [`Report`](crate::report::Report), up to 400; 0, the default: none are.
    /// They tell what answers are missing. Numbers, mail addresses, pages and
    /// postal addresses are taken out before anything is sent, and nothing is
    /// kept of who searched; but people type names, too, and a name alone can't
    /// be told from a product's. Where it is on, the panel says so beside the
    /// search. A lower number holds at once, for all that is kept.
    #[serde(default)]
    pub query_days: u32,
}

/// Cloudflare Turnstile, with the keys of the shop's own account there. The
/// panel then loads it from `challenges.cloudflare.com`, and who can't pass it
/// can't send the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Turnstile {
    /// The public key, which the panel shows: 1 to 256 visible ASCII characters.
    pub site_key: String,
    /// The secret key, of the same form. Written, never read back: absent in
    /// answers, and where it is absent in a request the one on file is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// Longest text of the owner's, in characters.
const TEXT_MAX: usize = 2_000;
/// The most days for which searches are kept: as long as all other counts.
const QUERY_DAYS_MAX: i64 = 400;
/// The most languages of a shop.
const LANGUAGES_MAX: usize = 20;
/// The id of the channel that every shop has: its desk's.
pub const DESK: &str = "desk";
/// The most channels of a shop.
const CHANNELS_MAX: usize = 16;

impl ShopSettings {
    /// All faults, by path. Addresses of channels are judged by the worker,
    /// which knows what it may reach.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        faults.keep("name", sized(&self.name, NAME_MAX));
        // It stands in one line with other words, at other people's.
        if one_line(&self.name, NAME_MAX) != self.name.trim() {
            faults.add("name", Code::Malformed);
        }
        if self.languages.is_empty() {
            faults.add("languages", Code::Required);
        }
        if !self.languages.iter().all(|language| is_language(language)) {
            faults.add("languages", Code::Malformed);
        }
        if self.languages.len() > LANGUAGES_MAX {
            faults.add("languages", Code::OutOfRange);
        }
        let mut first = self.languages.iter().take(LANGUAGES_MAX).enumerate();
        if first.any(|(i, language)| self.languages.iter().take(i).any(|other| other == language)) {
            faults.add("languages", Code::Duplicate);
        }
        if !self.country.is_known() {
            faults.add("country", Code::Unknown);
        }
        for (i, _) in self.origins.iter().enumerate().filter(|(_, origin)| !is_origin(origin)) {
            faults.add_within(format!("origins.{i}"), Code::Malformed);
        }
        if !is_colour(&self.accent) {
            faults.add("accent", Code::Malformed);
        }
        if !is_e164(&self.caller_number) {
            faults.add("caller_number", Code::Malformed);
        }
        self.by_language("privacy.purpose", &self.privacy.purpose, &mut faults);
        faults.keep("privacy.policy_url", PageUrl::parse(&self.privacy.policy_url));
        faults.keep("privacy.version", sized(&self.privacy.version, NAME_MAX));
        faults.range("privacy.keep_days".to_owned(), i64::from(self.privacy.keep_days), 1..=3_650);
        faults.range("privacy.query_days".to_owned(), i64::from(self.privacy.query_days), 0..=QUERY_DAYS_MAX);
        if self.topics.is_empty() {
            faults.add("topics", Code::Required);
        }
        if self.topics.iter().enumerate().any(|(i, topic)| self.topics.iter().take(i).any(|t| t == topic)) {
            faults.add("topics", Code::Duplicate);
        }
        self.by_language("order_policy.terms", &self.order_policy.terms, &mut faults);
        self.order_policy.check("order_policy", &mut faults);
        self.service.check("service", &mut faults);
        self.limits.check("limits", &mut faults);
        self.talk.check("talk", &mut faults);
        self.channel_faults(&mut faults);
        if self.alert.as_ref().is_some_and(|alert| !self.channels.iter().any(|channel| channel.id() == alert)) {
            faults.add("alert", Code::Unknown);
        }
        if let Some(secret) = &self.identity_secret {
            faults.keep("identity_secret", secret_of(secret, SECRET_MIN));
        }
        if let Some(Turnstile { site_key, secret }) = &self.turnstile {
            faults.keep("turnstile.site_key", secret_of(site_key, 1));
            faults.keep("turnstile.secret", secret.as_ref().map_or(Err(Code::Required), |secret| secret_of(secret, 1)));
        }
        faults.into_vec()
    }

    fn by_language(&self, path: &str, texts: &ByLanguage, faults: &mut Faults) {
        for language in &self.languages {
            if let Err(code) = sized(texts.get(language).map_or("", String::as_str), TEXT_MAX) {
                faults.add_within(format!("{path}.{language}"), code);
            }
        }
    }

    fn channel_faults(&self, faults: &mut Faults) {
        if self.channels.len() > CHANNELS_MAX {
            faults.add("channels", Code::OutOfRange);
        }
        for (i, channel) in self.channels.iter().enumerate().take(CHANNELS_MAX) {
            // The built-in desk is a channel of every shop.
            if channel.id().as_str() == DESK || self.channels.iter().take(i).any(|other| other.id() == channel.id()) {
                faults.add_within(format!("channels.{i}.id"), Code::Duplicate);
            }
            channel.check(&format!("channels.{i}"), self.mail.is_some(), faults);
        }
        if let Some(mail) = &self.mail {
            mail.check(faults);
        }
        if let Some(sms) = &self.sms {
            sms.check(faults);
        }
        if self.shoppers.mail && self.mail.is_none() {
            faults.add("mail", Code::Required);
        }
        if self.shoppers.sms && self.sms.is_none() {
            faults.add("sms", Code::Required);
        }
    }

    /// All that is secret in it: whose it is, its field, and what is on file.
    /// A channel's name may not be the name of anything else here: those begin
    /// with a dot.
    pub fn secrets(&mut self) -> Vec<(String, Secret<'_>)> {
        let mut all = vec![(".identity".to_owned(), ("identity_secret", &mut self.identity_secret))];
        if let Some(keys) = &mut self.turnstile {
            all.push((".turnstile".to_owned(), ("secret", &mut keys.secret)));
        }
        if let Some(mail) = &mut self.mail {
            all.push((".mail".to_owned(), ("key", &mut mail.key)));
        }
        if let Some(sms) = &mut self.sms {
            all.push((".sms".to_owned(), ("token", &mut sms.token)));
        }
        for channel in &mut self.channels {
            let of = [channel.kind(), " ", channel.id().as_str()].concat();
            all.extend(channel.secrets().into_iter().map(|secret| (of.clone(), secret)));
        }
        all
    }

    /// The language to answer in: the wished one if the shop speaks it, else
    /// its own.
    pub fn language(&self, wished: &str) -> &str {
        let primary = wished.split(['-', '_', ',', ';']).next().unwrap_or_default().to_ascii_lowercase();
        let spoken = self.languages.iter().find(|language| **language == primary);
        spoken.or(self.languages.first()).map_or("ja", String::as_str)
    }
}

/// Scheme and host, as browsers write an `Origin`: lower case, no path.
fn is_origin(origin: &str) -> bool {
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://")).unwrap_or_default();
    !host.is_empty() && host.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.:[]".contains(&b))
}

/// A secret's form; a short one could be guessed.
fn secret_of(secret: &str, min: usize) -> Result<(), Code> {
    match secret.len() {
        n if n > SECRET_MAX => Err(Code::TooLong),
        n if n >= min && secret.bytes().all(|b| b.is_ascii_graphic()) => Ok(()),
        _ => Err(Code::Malformed),
    }
}

/// E.164 in form only: the number that calls come from may well be one that
/// can't be called back, such as a free-dial one.
fn is_e164(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or_default();
    (8..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_colour(text: &str) -> bool {
    text.len() == 7 && text.strip_prefix('#').is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::super::told as paths;
    use super::*;

    fn shop() -> ShopSettings {
        serde_json::from_value(serde_json::json!({
            "name": "店", "languages": ["ja"], "zone": "Asia/Tokyo", "country": "JP",
            "origins": ["https://shop.example"], "accent": "#1f6f54", "caller_number": "+81120123456",
            "privacy": {"purpose": {"ja": "折り返しのため"}, "policy_url": "https://shop.example/privacy", "version": "1", "keep_days": 90},
            "topics": ["size_fit"], "order_policy": {"same_day_cutoff": "14:00", "terms": {"ja": "出荷前は無料"}},
            "service": {"urgent_minutes": 15},
        }))
        .unwrap()
    }

    #[test]
    fn a_shops_faults_are_all_named_at_once() {
        assert_eq!(paths(shop().faults()), Vec::<String>::new());
        let mut bad = shop();
        bad.name = " ".into();
        bad.languages = vec!["ja".into(), "en".into()];
        bad.origins = vec!["https://shop.example".into(), "https://shop.example/cart".into()];
        bad.accent = "red".into();
        bad.caller_number = "03-1234-5678".into();
        bad.privacy.keep_days = 0;
        bad.topics = vec![Topic::Other, Topic::Other];
        let twice = ShopSettings { languages: vec!["ja".into(), "ja".into()], ..shop() };
        assert_eq!(paths(twice.faults()), ["languages duplicate"]);
        let expected = [
            "name required",
            "origins.1 malformed",
            "accent malformed",
            "caller_number malformed",
            "privacy.purpose.en required",
            "privacy.keep_days out_of_range",
            "topics duplicate",
            "order_policy.terms.en required",
        ];
        assert_eq!(paths(bad.faults()), expected);
    }

    #[test]
    fn searches_are_kept_only_where_the_owner_says_so() {
        assert_eq!(shop().privacy.query_days, 0);
        for (days, wrong) in [(0, false), (400, false), (401, true)] {
            let mut own = shop();
            own.privacy.query_days = days;
            let expected = if wrong { vec!["privacy.query_days out_of_range"] } else { vec![] };
            assert_eq!(paths(own.faults()), expected, "{days}");
        }
    }

    #[test]
    fn who_is_told_of_trouble_is_one_of_the_channels() {
        let channels =
            serde_json::from_value::<Vec<Channel>>(serde_json::json!([{"kind": "webhook", "id": "chat", "url": "https://x.example/"}]));
        let alerting = |id| ShopSettings { channels: channels.as_ref().unwrap().clone(), alert: Slug::parse(id).ok(), ..shop() };
        assert_eq!(paths(alerting("chat").faults()), Vec::<String>::new());
        assert_eq!(paths(alerting("desk").faults()), ["alert unknown"]);
    }

    #[test]
    fn a_channel_is_not_called_as_the_desk_is() {
        let named = |id: &str| serde_json::from_value(serde_json::json!([{"kind": "webhook", "id": id, "url": "https://crm.example/"}]));
        assert_eq!(paths(ShopSettings { channels: named("crm").unwrap(), ..shop() }.faults()), Vec::<String>::new());
        assert_eq!(paths(ShopSettings { channels: named("desk").unwrap(), ..shop() }.faults()), ["channels.0.id duplicate"]);
    }

    #[test]
    fn a_secret_is_long_enough_not_to_be_guessed() {
        let faults = |secret: &str| paths(ShopSettings { identity_secret: Some(secret.into()), ..shop() }.faults());
        assert_eq!(faults(&"k".repeat(32)), Vec::<String>::new());
        for bad in ["k".repeat(31), "short".into(), ["k".repeat(32), " ".into()].concat(), "鍵".repeat(32)] {
            assert_eq!(faults(&bad), ["identity_secret malformed"], "{bad}");
        }
        assert_eq!(faults(&"k".repeat(257)), ["identity_secret too_long"]);
    }

    #[test]
    fn a_challenge_has_both_its_keys() {
        let faults = |site_key: &str, secret: Option<&str>| {
            let turnstile = Turnstile { site_key: site_key.into(), secret: secret.map(str::to_owned) };
            paths(ShopSettings { turnstile: Some(turnstile), ..shop() }.faults())
        };
        assert_eq!(faults("1x00000000000000000000AA", Some("1x0000000000000000000000000000000AA")), Vec::<String>::new());
        assert_eq!(faults("", None), ["turnstile.site_key malformed", "turnstile.secret required"]);
        assert_eq!(faults("a b", Some("")), ["turnstile.site_key malformed", "turnstile.secret malformed"]);
    }

    #[test]
    fn the_wished_language_is_spoken_if_the_shop_can() {
        let mut shop = shop();
        shop.languages = vec!["ja".into(), "en".into()];
        assert_eq!(shop.language("en-US,en;q=0.9"), "en");
        assert_eq!(shop.language("fr"), "ja");
        assert_eq!(shop.language(""), "ja");
    }
}
