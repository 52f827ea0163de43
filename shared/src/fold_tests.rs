use super::*;
use proptest::prelude::*;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

fn untrimmed(text: &str) -> String {
    plain(text).collect()
}

fn nfkc(text: &str) -> String {
    text.nfkc().collect()
}

/// Where we say otherwise than NFKC, over all of Unicode.
fn decided(c: char) -> Option<&'static str> {
    let dashes = "\u{2010}‑‒–—―⁃⁻₋−─━➖⸺⸻︱︲﹘";
    match c {
        _ if is_unseen(c) || is_selector(c) => Some(""),
        _ if dashes.contains(c) => Some("-"),
        '〜' | '〰' | '∼' | '∽' | '⁓' => Some("~"),
        '\t' => Some(" "),
        _ => None,
    }
}

#[test]
fn widths_spaces_and_dashes_fold() {
    assert_eq!(fold("　ＡＢＣ－０１２　"), "ABC-012");
    assert_eq!(fold("a–b—c−d\u{200B}"), "a-b-c-d");
    assert_eq!(fold("カスタマー"), "カスタマー");
    assert_eq!(fold("ｶﾞｷﾞｸﾞ ﾊﾟﾝﾂ ﾃﾞﾘﾊﾞﾘｰ"), "ガギグ パンツ デリバリー");
    assert_eq!(fold("か\u{3099}は゜ヴ"), "がぱヴ");
    assert_eq!(fold("㈱山田　℡①"), "(株)山田 TEL1");
}

#[test]
fn one_character_says_the_same_as_the_text_of_it() {
    for c in (char::MIN..=char::MAX).filter(|c| stands_for(*c).is_none() && !is_unseen(*c) && !is_selector(*c)) {
        assert_eq!(untrimmed(&c.to_string()), fold_char(c).to_string(), "{c:?}");
    }
}

#[test]
fn each_character_of_unicode_is_as_nfkc_says_or_left_alone_or_decided() {
    let mut covered = 0;
    for c in char::MIN..=char::MAX {
        let (own, text) = (untrimmed(&c.to_string()), c.to_string());
        match decided(c) {
            Some(ours) => {
                assert_eq!(own, ours, "{c:?}");
                assert_ne!(own, nfkc(&text), "{c:?} needs no decision");
            }
            None if own == text => {}
            None => {
                assert_eq!(own, nfkc(&text), "{c:?}");
                covered += 1;
            }
        }
    }
    // ASCII's wide forms, half-width kana, spaces, one dash, and the table.
    assert_eq!(covered, 94 + 63 + 15 + 1 + 327);
}

#[test]
fn these_stretches_are_covered_whole() {
    let stretches =
        ['\u{FF01}'..='\u{FF9F}', '\u{FFE5}'..='\u{FFE5}', '\u{2000}'..='\u{200A}', '①'..='⑳', 'Ⅰ'..='Ⅹ', '㈱'..='㈹', '¼'..='¾'];
    for c in stretches.into_iter().flatten().filter(|c| !"\u{FF5F}\u{FF60}".contains(*c)) {
        assert_eq!(untrimmed(&c.to_string()), nfkc(&c.to_string()), "{c:?}");
    }
}

#[test]
fn each_pair_of_kana_and_mark_is_as_nfkc_says() {
    let kana = ('\u{3040}'..='\u{30FF}').chain('\u{FF61}'..='\u{FF9F}').filter(|c| !"゛゜".contains(*c));
    for base in kana {
        for mark in ['\u{3099}', '\u{309A}', 'ﾞ', 'ﾟ'] {
            let pair = format!("{base}{mark}");
            assert_eq!(untrimmed(&pair), nfkc(&pair), "{pair}");
        }
        // The marks that stand alone do as the ones that combine.
        for (alone, combining) in [('゛', '\u{3099}'), ('゜', '\u{309A}')] {
            let whole = nfkc(&format!("{base}{combining}"));
            let expected = if whole.ends_with(combining) { format!("{}{alone}", nfkc(&base.to_string())) } else { whole };
            assert_eq!(untrimmed(&format!("{base}{alone}")), expected);
        }
    }
}

/// The cases of the reference where its NFKC is not what we want.
const OTHERWISE: [(&str, &str, &str); 14] = [
    ("🙇\u{200D}♀\u{FE0F}", "🙇♀", "joiners and the shape of an emoji are no matter for judging"),
    ("ウェ〜〜〜い", "ウェ~~~い", "NFKC keeps a wave dash, which is the same key as ～"),
    ("送料―無料", "送料-無料", "NFKC keeps dashes"),
    ("送料‐無料", "送料-無料", "NFKC keeps dashes"),
    ("Ａ−１", "A-1", "NFKC keeps dashes"),
    ("A–1", "A-1", "NFKC keeps dashes"),
    ("A—1", "A-1", "NFKC keeps dashes"),
    ("タブ\tあり", "タブ あり", "a tab is a space"),
    ("か゛", "が", "NFKC makes a space and a mark of it"),
    ("は゜", "ぱ", "NFKC makes a space and a mark of it"),
    ("葛\u{E0100}", "葛", "the shape of a kanji is no matter for judging"),
    ("神\u{E0100}", "神", "the shape of a kanji is no matter for judging"),
    ("あ\u{200B}い", "あい", "nobody sees a zero-width space"),
    ("e\u{301}", "e\u{301}", "accents come composed from keyboards; composing them costs a table"),
];

#[test]
fn the_reference_agrees_but_for_what_is_decided() {
    let Some(reference) = crate::oracle::json("normalize.json") else { return };
    let cases = reference["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 74);
    let mut agreed = 0;
    let mut used = vec![false; OTHERWISE.len()];
    for case in cases {
        let (input, expected) = (case["input"].as_str().unwrap(), case["nfkc"].as_str().unwrap());
        let own = untrimmed(input);
        match OTHERWISE.iter().position(|(text, ..)| *text == input) {
            Some(place) => {
                let (_, ours, why) = OTHERWISE[place];
                assert_eq!(own, ours, "{input}: {why}");
                assert_ne!(own, expected, "{input} agrees by now");
                used[place] = true;
            }
            None => {
                assert_eq!(own, expected, "{input:?}");
                agreed += 1;
            }
        }
    }
    println!("normalize.json: {agreed} of {} agree", cases.len());
    assert!(used.iter().all(|used| *used), "{used:?}");
}

/// Everything that is covered, and what it is covered with.
static COVERED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let table = (char::MIN..=char::MAX).filter(|c| stands_for(*c).is_some());
    table
        .chain('\u{3041}'..='\u{309A}')
        .chain('ァ'..='ヾ')
        .chain('\u{FF01}'..='\u{FF5E}')
        .chain('\u{FF61}'..='\u{FF9F}')
        .chain("aé 山".chars())
        .collect()
});

proptest! {
    #[test]
    fn texts_of_what_is_covered_are_as_nfkc_says(text in prop::collection::vec(prop::sample::select(&COVERED[..]), 0..12)) {
        let text: String = text.into_iter().collect();
        prop_assert_eq!(untrimmed(&text), nfkc(&text));
    }

    #[test]
    fn folding_twice_is_folding_once(text in any::<String>(), more in prop::collection::vec(prop::sample::select(&COVERED[..]), 0..12)) {
        for text in [text.clone(), more.iter().collect(), format!("{text}{}", more.iter().collect::<String>())] {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
