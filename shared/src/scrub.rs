//! What is kept of a search that found nothing: never what may name a person.
//!
//! Only where a shop asks for it (`privacy.query_days`). The panel scrubs what
//! it sends, and the worker what it gets. A name by itself can't be told from a
//! product's: that is why it is the owner's choice, and said to shoppers.

use crate::fold::fold;
use crate::letter::is_letter;

/// Longest query that is kept, in characters: what is longer tells a story.
pub const QUERY_MAX: i32 = 40;

/// Stands for a number, however long and however written.
const NUMBER: char = '#';

/// `query` in its plain form, each number in it as `#`; empty where nothing
/// may be kept: it holds a mail address, a page's or a postal one, it is too
/// long, or no letter is left. Scrubbed again it stays as it is.
///
/// Of digits as kanji the first stays, by which nobody is known: by itself it
/// is part of a word (二重, 一番, 十分).
pub fn scrub(query: &str) -> String {
    let mut kept = String::new();
    let (mut last, mut number, mut letters, mut length, mut prefecture) = (' ', false, false, 0_i32, -9);
    for c in fold(query).chars() {
        let numeral = among(c, "〇一二三四五六七八九十百千");
        // Within a number, or between it and its unit.
        let between = among(c, " -.,/:()+ーの");
        let c = match c {
            '0'..='9' | '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' | '\u{966}'..='\u{96F}' => NUMBER,
            _ if numeral && number => NUMBER,
            ..=' ' => ' ',
            _ => c,
        };
        if last == NUMBER && (between || c == NUMBER) || last == ' ' && c == ' ' {
            continue;
        }
        length += 1;
        let address = match c {
            '@' | '〒' => true,
            '/' => last == '/',
            '目' => last == '丁',
            '地' => last == '番',
            'a'..='z' | 'A'..='Z' => last == '.',
            _ => (2..9).contains(&(length - prefecture)) && among(c, "市区町村郡"),
        };
        if address || length > QUERY_MAX {
            return String::new();
        }
        if prefecture < 0 && among(c, "都道府県") {
            prefecture = length;
        }
        number = c == NUMBER || numeral || number && between;
        letters |= is_letter(c);
        last = c;
        kept.push(c);
    }
    if last == ' ' {
        kept.pop();
    }
    if letters { kept } else { String::new() }
}

/// By itself a range or a list of cases would be several times the code.
#[inline(never)]
fn among(c: char, all: &str) -> bool {
    all.chars().any(|one| one == c)
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
            ("〇九〇一二三四 電話", "〇#電話"),
            ("〇三ー一二三四 電話", "〇#電話"),
            ("三ー五ー一 神南", "三ー#神南"),
            ("三の五 神南", "三の#神南"),
            ("二〇二六年十一月", "二#年十#月"),
            ("五00円", "五#円"),
            ("12三", ""),
            ("No.5 の香り", "No.#香り"),
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
            "山田の店 shop.example の件",
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
            &"あ".repeat(41),
        ] {
            assert_eq!(scrub(query), "", "{query}");
        }
        for query in ["大阪府 送料", "京都市内の店舗", "都道府県ごとの送料", "1.5 / 2.0", &"あ".repeat(40)] {
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
