//! Words for people, by language, from `www/texts`.

use madoguchi_shared::notice::Texts;
use std::sync::OnceLock;

const JA: &str = include_str!("../../www/texts/ja.json");
const EN: &str = include_str!("../../www/texts/en.json");

/// All words of a language; Japanese for one that there is none of.
pub fn texts(language: &str) -> &'static Texts {
    static JAPANESE: OnceLock<Texts> = OnceLock::new();
    static ENGLISH: OnceLock<Texts> = OnceLock::new();
    // Not JSON: the words would be missing, their keys shown. A test reads both.
    match language {
        "en" => ENGLISH.get_or_init(|| serde_json::from_slice(EN.as_bytes()).unwrap_or_default()),
        _ => JAPANESE.get_or_init(|| serde_json::from_slice(JA.as_bytes()).unwrap_or_default()),
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
    use madoguchi_shared::Topic;
    use madoguchi_shared::notice::ROWS;

    #[test]
    fn both_languages_have_the_same_keys_and_all_that_shared_names() {
        let keys = |language| texts(language).keys().collect::<Vec<_>>();
        assert_eq!(keys("ja"), keys("en"));
        let topics = Topic::ALL.iter().map(|topic| format!("topic.{}", topic.slug()));
        let rows = ROWS.iter().map(|row| format!("notice.{row}"));
        for key in topics.chain(rows) {
            assert!(texts("ja").contains_key(&key), "{key}");
        }
        assert!(for_panel("en").keys().all(|key| !key.starts_with("notice.")));
    }
}
