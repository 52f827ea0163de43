//! What is kept of a search that found nothing: never what may name a person.
//!
//! Only where a shop asks for it (`privacy.query_days`). The panel scrubs what
//! it sends, and the worker what it gets. A name by itself can't be told from a
//! product's: that is why it is the owner's choice, and said to shoppers.

use crate::fold::plain;
use crate::letter::is_letter;

/// Longest query that is kept, in characters: what is longer tells a story.
pub const QUERY_MAX: usize = 40;

/// Stands for a number, however long and however written.
const NUMBER: char = '#';
/// Digits as kanji; by itself one is part of a word (二重, 一番, 十分).
const KANJI: &str = "〇一二三四五六七八九十百千";
/// What stands within a number, or between a number and its unit.
const BETWEEN: &str = " -.,/:()+ーの";
/// Where one of these stands, all of the query may be somebody's address.
const TELLING: [&str; 6] = ["@", "//", "www", "〒", "丁目", "番地"];

/// `query` in its plain form, each number in it as `#`; empty where nothing
/// may be kept: it holds a mail address, a page's or a postal one, it is too
/// long, or no letter is left. Scrubbed again it stays as it is.
pub fn scrub(query: &str) -> String {
    let mut kept = String::new();
    for c in plain(query) {
        let last = kept.chars().next_back();
        let numeral = |c: char| KANJI.contains(c);
        match c {
            '0'..='9' | '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' | '\u{966}'..='\u{96F}' | NUMBER => {
                if last != Some(NUMBER) {
                    kept.push(NUMBER);
                }
            }
            _ if last == Some(NUMBER) && BETWEEN.contains(c) => {}
            _ if c.is_control() || c == ' ' => {
                if last.is_some_and(|last| last != ' ') {
                    kept.push(' ');
                }
            }
            _ => {
                // 〇三, 二〇, 三ー五: a number goes on, whatever is between.
                let before = kept.trim_end_matches(|c| BETWEEN.contains(c)).chars();
                match before.clone().next_back() {
                    Some(NUMBER) if numeral(c) => continue,
                    Some(first) if numeral(c) && numeral(first) || c == '号' && last.is_some_and(numeral) => {
                        let end = before.as_str().len() - first.len_utf8();
                        kept.truncate(end);
                        if !kept.ends_with(NUMBER) {
                            kept.push(NUMBER);
                        }
                        if numeral(c) {
                            continue;
                        }
                    }
                    _ => {}
                }
                kept.push(c);
            }
        }
    }
    kept.truncate(kept.trim_end().len());
    let telling = TELLING.iter().any(|sign| kept.contains(sign)) || is_address(&kept);
    let long = kept.chars().nth(QUERY_MAX).is_some();
    if telling || long || !kept.chars().any(is_letter) { String::new() } else { kept }
}

/// Whether a prefecture is followed by a city, ward, town, village or county.
fn is_address(text: &str) -> bool {
    let place = text.find(|c| "都道府県".contains(c)).and_then(|place| text.get(place..));
    place.is_some_and(|place| place.chars().take(9).skip(2).any(|c| "市区町村郡".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_gone_however_they_are_written() {
        for (query, kept) in [
            ("返品できますか", "返品できますか"),
            ("サイズ 24 cm", "サイズ #cm"),
            ("090-1234-5678 に電話して", "#に電話して"),
            ("０９０　１２３４　５６７８に電話", "#に電話"),
            ("０９０ー１２３４ー５６７８", ""),
            ("tel (03) 1234.5678", "tel (#"),
            ("+81 (0)90 1234 5678 の件", "+#件"),
            ("注文番号＃１０２４はどこ", "注文番号#はどこ"),
            ("AB12CD34 の在庫", "AB#CD#在庫"),
            ("①と②の違い", "#と#違い"),
            ("٠٩٠١٢٣ 電話", "#電話"),
            ("〇九〇一二三四 電話", "#電話"),
            ("〇三ー一二三四 電話", "#電話"),
            ("三の五 神南", "#神南"),
            ("二番三号", "二番#号"),
            ("二〇二六年十一月", "#年#月"),
            ("五00円", "五#円"),
            ("12三", ""),
            // Parts of words.
            ("二重注文", "二重注文"),
            ("一番人気の品", "一番人気の品"),
            ("三脚 十分な高さ", "三脚 十分な高さ"),
        ] {
            assert_eq!(scrub(query), kept, "{query}");
        }
    }

    #[test]
    fn what_may_be_somebodys_address_is_not_kept_at_all() {
        for query in [
            "hanako@example.jp",
            "メールはｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐです",
            "山田@example.jp に届かない",
            "https://shop.example/orders?x=y が開けない",
            "www.shop.example",
            "神南1丁目2-3に届けて",
            "神南１ー２ー３ 東京都渋谷区",
            "一丁目二番三号",
            "大字西 12番地",
            "〒150-0041",
            "北海道函館市に届く",
            "京都府京都市 山田",
            "",
            " \u{200B} ",
            "123",
            "？？",
            &"あ".repeat(QUERY_MAX + 1),
        ] {
            assert_eq!(scrub(query), "", "{query}");
        }
        for query in ["大阪府 送料", "京都市内の店舗", "都道府県ごとの送料", "1.5 / 2.0", &"あ".repeat(QUERY_MAX)] {
            assert!(query.starts_with('1') || !scrub(query).is_empty(), "{query}");
        }
    }

    #[test]
    fn lines_spaces_and_what_is_unseen_are_one_space_or_none() {
        assert_eq!(scrub("\n 返品\t\n したい\u{200B}  "), "返品 したい");
    }

    proptest! {
        #[test]
        fn what_was_scrubbed_stays_and_holds_no_digit(query in "([0-9０-９一-三〇#＃ー の/.@a-c号番都区\u{660}]|返品){0,24}") {
            let kept = scrub(&query);
            prop_assert_eq!(scrub(&kept), kept.clone());
            prop_assert!(!kept.chars().any(|c| c.is_ascii_digit()), "{}", kept);
        }
    }
}
