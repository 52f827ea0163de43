//! How a name is read.

use super::parsed_text;
use super::text::overlong;
use crate::fault::Code;
use crate::fold::fold;
use serde::{Deserialize, Serialize};

/// フリガナ: the reading of a name, in full-width katakana with single spaces,
/// as desks' and shops' systems sort and speak it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("minLength" = 1, "maxLength" = Kana::MAX)))]
#[serde(try_from = "String", into = "String")]
pub struct Kana(String);

parsed_text!(Kana);

impl Kana {
    /// Longest reading, in characters: twice a name's, as one character of it
    /// may be read by several.
    pub const MAX: usize = 120;

    /// Hiragana and half-width katakana become katakana. Letters and kanji
    /// are [`Code::Malformed`]: they are the name itself, and whoever has no
    /// reading leaves it out.
    pub fn parse(text: &str) -> Result<Self, Code> {
        if overlong(text, Self::MAX) {
            return Err(Code::TooLong);
        }
        let folded = fold(text);
        if folded.is_empty() {
            return Err(Code::Required);
        }
        let mut kana = String::new();
        for c in folded.chars() {
            match katakana(c) {
                // Between a foreign name's parts stand a dot or a double hyphen.
                '=' | '゠' => kana.push('・'),
                ' ' if kana.ends_with(' ') => {}
                // A dash behind a kana is meant to be the long vowel's mark.
                '-' if kana.ends_with(|before| before != ' ' && before != '・') => kana.push('ー'),
                c @ (' ' | 'ァ'..='ヺ' | '・' | 'ー' | 'ヽ' | 'ヾ') => kana.push(c),
                _ => return Err(Code::Malformed),
            }
        }
        match kana.chars().count() {
            n if n > Self::MAX => Err(Code::TooLong),
            _ if !kana.contains(|c| ('ァ'..='ヺ').contains(&c)) => Err(Code::Malformed),
            _ => Ok(Self(kana)),
        }
    }
}

/// Katakana lie 0x60 above hiragana.
fn katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<String, Code> {
        Kana::parse(text).map(String::from)
    }

    #[test]
    fn all_kana_become_katakana_of_full_width() {
        for (typed, read_as) in [
            ("やまだ　はなこ", "ヤマダ ハナコ"),
            ("ﾔﾏﾀﾞ ﾊﾅｺ", "ヤマダ ハナコ"),
            ("ヤマダ  ハナコ ", "ヤマダ ハナコ"),
            ("ｼﾞｮﾝ･ｽﾐｽ", "ジョン・スミス"),
            ("ジャン＝ジャック゠ルソー", "ジャン・ジャック・ルソー"),
            ("ﾎﾟｰﾙ ｳﾞｧﾝ", "ポール ヴァン"),
            ("か\u{3099}は\u{309A}", "ガパ"),
            ("ポ−ル", "ポール"),
            ("づゞ", "ヅヾ"),
            ("ゔぃ", "ヴィ"),
        ] {
            assert_eq!(read(typed), Ok(read_as.into()), "{typed}");
        }
    }

    #[test]
    fn what_is_no_reading() {
        for bad in ["山田", "Smith", "ヤマダ1", "ー", "・", "ﾞ", "アﾞ", "ガﾞ", "カﾟ", "-ヤマダ", "ヤマダ\u{7}"] {
            assert_eq!(read(bad), Err(Code::Malformed), "{bad}");
        }
        assert_eq!(read("　"), Err(Code::Required));
        assert_eq!(read(&"ア".repeat(121)), Err(Code::TooLong));
        assert_eq!(read(&"ｶﾞ".repeat(30_000)), Err(Code::TooLong));
    }

    /// Every half-width kana, alone and with either mark, against Unicode's
    /// own decomposition as the standard names it: the code points follow
    /// each other by voicing.
    #[test]
    fn each_half_width_kana_with_its_marks() {
        let plain = "ｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎ";
        let voiced: String = plain.chars().map(|c| read(&format!("{c}ﾞ")).unwrap()).collect();
        assert_eq!(voiced, "ガギグゲゴザジズゼゾダヂヅデドバビブベボ");
        let half: String = "ﾊﾋﾌﾍﾎ".chars().map(|c| read(&format!("{c}ﾟ")).unwrap()).collect();
        assert_eq!(half, "パピプペポ");
    }

    proptest! {
        #[test]
        fn what_was_read_is_read_alike(text in "[ぁ-ヿｦ-ﾟ 　・−-]{0,30}") {
            if let Ok(kana) = Kana::parse(&text) {
                prop_assert_eq!(Kana::parse(kana.as_str()), Ok(kana));
            }
        }
    }
}
