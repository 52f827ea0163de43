//! Secrets that were replaced: for a while the one before holds too, so that
//! both sides need not change at the same instant.

use madoguchi_shared::Instant;
use madoguchi_shared::settings::{Channel, ShopSettings};
use serde::{Deserialize, Serialize};

/// The name under which they are kept, apart from the settings.
pub const NAME: &str = "retired";
/// How long a replaced secret holds.
pub const OVERLAP_SECONDS: i64 = 24 * 3_600;
/// Secrets of one kind that hold besides the one in the settings; older ones
/// end early.
const MOST: usize = 2;

/// A secret that was replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retired {
    /// The channel that it was for; empty for that of identities.
    of: String,
    secret: String,
    /// Milliseconds since 1970.
    until_ms: i64,
}

/// Those of `of` that hold at `now`, the newest first.
pub fn holding<'a>(all: &'a [Retired], of: &'a str, now: Instant) -> impl Iterator<Item = &'a str> {
    let holds = move |one: &&Retired| one.of == of && one.until_ms > now.unix().saturating_mul(1_000);
    all.iter().filter(holds).map(|one| one.secret.as_str())
}

/// What is retired once `after` replaces `before`, each new one until
/// `until_ms`. A secret that was taken away, not replaced, ends at once; so
/// does all that belongs to a channel that is gone.
pub fn retire(known: &[Retired], before: Option<&ShopSettings>, after: &ShopSettings, now: Instant, until_ms: i64) -> Vec<Retired> {
    let mut all = vec![];
    for (of, secret) in secrets(after) {
        let replaced = before.into_iter().flat_map(secrets).find(|(known, old)| *known == of && *old != secret);
        let replaced = replaced.map(|(_, old)| Retired { of: of.to_owned(), secret: old.to_owned(), until_ms });
        let kept = known.iter().filter(|one| one.of == of && one.secret != secret && one.until_ms > now.unix().saturating_mul(1_000));
        all.extend(replaced.into_iter().chain(kept.cloned()).take(MOST));
    }
    all
}

fn secrets(settings: &ShopSettings) -> Vec<(&str, &str)> {
    let channels = settings.channels.iter().filter_map(|channel| {
        let Channel::Webhook(hook) = channel else { return None };
        Some((hook.id.as_str(), hook.secret.as_deref()?))
    });
    settings.identity_secret.as_deref().map(|secret| ("", secret)).into_iter().chain(channels).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(identity: Option<&str>, channels: &[(&str, &str)]) -> ShopSettings {
        let mut settings: ShopSettings = serde_json::from_slice(include_bytes!("../../../www/demo/settings.json")).unwrap();
        settings.identity_secret = identity.map(str::to_owned);
        let channel = |(id, secret): &(&str, &str)| {
            serde_json::from_value(serde_json::json!({"kind": "webhook", "id": id, "url": "https://x.example/", "secret": secret})).unwrap()
        };
        settings.channels = channels.iter().map(channel).collect();
        settings
    }

    fn at(seconds: i64) -> Instant {
        Instant::from_unix(seconds)
    }

    fn held(all: &[Retired], of: &str, now: i64) -> Vec<String> {
        holding(all, of, at(now)).map(str::to_owned).collect()
    }

    #[test]
    fn a_replaced_secret_holds_for_its_time() {
        let first = settings(None, &[("crm", "one"), ("chat", "same")]);
        let second = settings(None, &[("crm", "two"), ("chat", "same")]);
        assert_eq!(retire(&[], None, &first, at(0), 100_000), []);
        let all = retire(&[], Some(&first), &second, at(0), 100_000);
        assert_eq!((held(&all, "crm", 99), held(&all, "crm", 100), held(&all, "chat", 0)), (vec!["one".to_owned()], vec![], vec![]));
        assert_eq!(retire(&all, Some(&second), &second, at(50), 150_000), all, "put again, nothing is prolonged");
        let third = settings(None, &[("crm", "three")]);
        assert_eq!(held(&retire(&all, Some(&second), &third, at(50), 150_000), "crm", 60), ["two", "one"]);
        let fourth = settings(None, &[("crm", "four")]);
        let many = retire(&retire(&all, Some(&second), &third, at(50), 150_000), Some(&third), &fourth, at(60), 160_000);
        assert_eq!(held(&many, "crm", 60), ["three", "two"]);
        assert_eq!(held(&retire(&all, Some(&second), &first, at(50), 150_000), "crm", 60), ["two"], "taken back");
    }

    #[test]
    fn what_is_taken_away_ends_at_once() {
        let (with, without) = (settings(Some("old"), &[("crm", "one")]), settings(None, &[]));
        let rotated = settings(Some("new"), &[("crm", "two")]);
        let all = retire(&[], Some(&with), &rotated, at(0), 100_000);
        assert_eq!((held(&all, "", 1), held(&all, "crm", 1)), (vec!["old".to_owned()], vec!["one".to_owned()]));
        assert_eq!(retire(&all, Some(&rotated), &without, at(1), 100_000), []);
        assert_eq!(retire(&[], Some(&without), &with, at(1), 100_000), [], "a first one replaces none");
    }
}
