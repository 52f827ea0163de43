//! Words for people, by language, from `www/texts`.

use madoguchi_shared::json;
use madoguchi_shared::notice::Texts;
use std::sync::OnceLock;

const JA: &str = include_str!("../../www/texts/ja.json");
const EN: &str = include_str!("../../www/texts/en.json");
const HOSTED_JA: &str = include_str!("../../www/texts/hosted/ja.json");
const HOSTED_EN: &str = include_str!("../../www/texts/hosted/en.json");

/// All words of a language; Japanese for one that there is none of.
pub fn texts(language: &str) -> &'static Texts {
    static JAPANESE: OnceLock<Texts> = OnceLock::new();
    static ENGLISH: OnceLock<Texts> = OnceLock::new();
    // Not JSON: the words would be missing, their keys shown. A test reads both.
    match language {
        "en" => ENGLISH.get_or_init(|| json::read(EN.as_bytes()).unwrap_or_default()),
        _ => JAPANESE.get_or_init(|| json::read(JA.as_bytes()).unwrap_or_default()),
    }
}

/// The words of the hosted page alone, which the panel doesn't carry.
pub fn hosted(language: &str) -> &'static Texts {
    static JAPANESE: OnceLock<Texts> = OnceLock::new();
    static ENGLISH: OnceLock<Texts> = OnceLock::new();
    match language {
        "en" => ENGLISH.get_or_init(|| json::read(HOSTED_EN.as_bytes()).unwrap_or_default()),
        _ => JAPANESE.get_or_init(|| json::read(HOSTED_JA.as_bytes()).unwrap_or_default()),
    }
}

/// The words that the panel needs: without those of notice and desk.
pub fn for_panel(language: &str) -> Texts {
    let theirs = |key: &str| key.starts_with("notice.") || key.starts_with("desk.");
    texts(language).iter().filter(|(key, _)| !theirs(key)).map(|(key, word)| (key.clone(), word.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_shared::money::{Currency, Money};
    use madoguchi_shared::notice::ROWS;
    use madoguchi_shared::order_policy::{Answer, Condition, Payer, Reason, Verdict, Want, words};
    use madoguchi_shared::ticket::Outcome;
    use madoguchi_shared::topic::Phase;
    use madoguchi_shared::{Instant, Topic};

    #[test]
    fn both_languages_have_the_same_keys_and_all_that_shared_names() {
        let keys = |language| texts(language).iter().map(|(key, _)| key).collect::<Vec<_>>();
        assert_eq!(keys("ja"), keys("en"));
        let topics = Topic::ALL.iter().map(|topic| format!("topic.{}", topic.slug()));
        let rows = ROWS.iter().map(|row| format!("notice.{row}"));
        for key in topics.chain(rows) {
            assert!(texts("ja").get(&key).is_some(), "{key}");
        }
        for key in Outcome::ALL.iter().map(|outcome| outcome.key()).chain(Phase::ALL.iter().map(|phase| phase.key())) {
            assert!(texts("ja").get(key).is_some(), "{key}");
        }
        for key in Reason::ALL.iter().map(|reason| format!("policy.{}", reason.as_str())) {
            assert!(texts("ja").get(&key).is_some(), "{key}");
        }
        assert!(for_panel("en").iter().all(|(key, _)| !key.starts_with("notice.")));
    }

    #[test]
    fn the_hosted_page_has_the_same_words_in_both_languages_and_none_twice() {
        let keys = |language| hosted(language).iter().map(|(key, _)| key).collect::<Vec<_>>();
        assert!(keys("ja").len() > 30 && keys("ja") == keys("en"));
        assert!(keys("ja").into_iter().all(|key| texts("ja").get(key).is_none()), "what the panel has too stands with its words");
        let values = |key: &str| ["ja", "en"].map(|language| hosted(language).get(key).map_or(0, |words| words.split(',').count()));
        assert_eq!((values("date.weekdays"), values("date.months")), ([7, 7], [12, 12]));
    }

    #[test]
    fn every_answer_of_the_order_policy_has_words_in_both_languages() {
        let money = Money { amount: 1_100, currency: Currency::JPY };
        let (until, fee, days) = (Some(Instant::default()), Some(money), Some(8));
        for language in ["ja", "en"] {
            for (want, reason) in Want::ALL.iter().flat_map(|want| Reason::ALL.map(|reason| (*want, reason))) {
                for (condition, postage) in [(Condition::Unused, Payer::Customer), (Condition::Unopened, Payer::Shop)] {
                    let (condition, postage) = (Some(condition), Some(postage));
                    let answer = Answer { want, verdict: reason.verdict(), reason, fee, until, days, condition, postage };
                    let said = words(&answer, texts(language), &|_| "14:00".to_owned());
                    assert!(!said.contains(['{', '}', '_']) && !said.contains("policy."), "{said}");
                    // A time or fee that is known is said; one that isn't is not asked for.
                    let form = texts(language).get(&format!("policy.{}", reason.as_str())).unwrap();
                    let asks = |what: &str| form.contains(what);
                    assert_eq!(asks("{until}"), matches!(reason, Reason::UntilCutoff | Reason::WithinDays), "{form}");
                    let costs = reason.verdict() == Verdict::Yes || matches!(reason, Reason::ShippingUnknown | Reason::DeliveryUnknown);
                    assert_eq!(asks("{fee}"), costs, "{form}");
                }
            }
        }
    }
}
