//! The console's words in two languages. What shoppers are told too (topics,
//! fault texts) is taken from their words, so that both say the same.

use madoguchi_shared::json;
use madoguchi_shared::notice::Texts;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A language that there are words of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// 日本語.
    Japanese,
    /// English.
    English,
}

impl Lang {
    /// Of a language's tag; English for all but Japanese.
    pub fn of(tag: &str) -> Self {
        let first = tag.split(['-', '_']).next().unwrap_or_default();
        if first.eq_ignore_ascii_case("ja") { Self::Japanese } else { Self::English }
    }

    /// Its tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Japanese => "ja",
            Self::English => "en",
        }
    }

    /// Its name, in its own words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Japanese => "日本語",
            Self::English => "English",
        }
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Japanese => Self::English,
            Self::English => Self::Japanese,
        }
    }
}

/// One language's words, by key.
pub struct Words(HashMap<String, String>);

impl Words {
    /// Those of a language.
    pub fn of(lang: Lang) -> &'static Self {
        static JAPANESE: OnceLock<Words> = OnceLock::new();
        static ENGLISH: OnceLock<Words> = OnceLock::new();
        match lang {
            Lang::Japanese => JAPANESE.get_or_init(|| {
                Self::read([include_bytes!("../../www/texts/ja.json").as_slice(), include_bytes!("../../www/texts/desk/ja.json")])
            }),
            Lang::English => ENGLISH.get_or_init(|| {
                Self::read([include_bytes!("../../www/texts/en.json").as_slice(), include_bytes!("../../www/texts/desk/en.json")])
            }),
        }
    }

    /// Later files' words replace earlier ones'.
    fn read<const N: usize>(files: [&[u8]; N]) -> Self {
        let texts = files.into_iter().filter_map(json::read::<Texts>);
        Self(texts.flat_map(|texts| texts.iter().map(|(key, text)| (key.clone(), text.clone())).collect::<Vec<_>>()).collect())
    }

    /// The words for a key, with what stands in braces filled in; the key
    /// itself where there are none.
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        let text = self.0.get(key).map_or(key, String::as_str);
        values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&["{", name, "}"].concat(), value))
    }

    /// Whether there are words for a key.
    pub fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn desk(lang: Lang) -> Texts {
        let text = match lang {
            Lang::Japanese => include_str!("../../www/texts/desk/ja.json"),
            Lang::English => include_str!("../../www/texts/desk/en.json"),
        };
        serde_json::from_str(text).unwrap()
    }

    /// What stands in braces.
    fn holes(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
    }

    #[test]
    fn both_languages_say_the_same_things() {
        let (ja, en) = (desk(Lang::Japanese), desk(Lang::English));
        let keys = |texts: &Texts| texts.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
        assert_eq!(keys(&ja), keys(&en));
        for (key, text) in ja.iter() {
            assert_eq!(holes(text), holes(en.get(key).unwrap()), "{key}");
        }
    }

    #[test]
    fn every_key_in_the_sources_has_its_words() {
        let mut missing = vec![];
        let words = Words::of(Lang::Japanese);
        let mut open = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for piece in text.split('"').skip(1).step_by(2) {
                let dotted = piece.split('.').count() > 1 && piece.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'.');
                if dotted && !words.has(piece) && !piece.ends_with(['.', '_']) && !piece.ends_with(".rs") {
                    missing.push(piece.to_owned());
                }
            }
        }
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn holes_are_filled_and_a_missing_key_is_seen() {
        assert_eq!(Words::of(Lang::Japanese).say("topic.gift", &[]), "ギフト・のし");
        assert_eq!(Words::of(Lang::English).say("no.such", &[("a", "b")]), "no.such");
        assert_eq!([Lang::of("ja-JP"), Lang::of("en"), Lang::of("zh")], [Lang::Japanese, Lang::English, Lang::English]);
    }
}
