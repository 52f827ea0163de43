//! Search without a server and without a dictionary: pairs of neighbouring
//! characters inside runs of one script, weighed by BM25.

use super::Entry;
use crate::fold::plain;
use crate::letter::is_letter;

/// BM25's two constants, as usual in the literature.
const K1: f32 = 1.2;
const B: f32 = 0.75;
/// A question (and its other wordings) says more of an entry than its answer.
const QUESTION: f32 = 3.0;
/// Hiragana is mostly grammar; it counts, for those who don't convert, but little.
const HIRAGANA: f32 = 0.25;
/// An entry about the product on the page comes first among equals.
const PRODUCT: f32 = 1.15;
/// The share of the query's weight that an entry must hold to be shown.
const ENOUGH: f32 = 0.3;

/// An entry found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Its place in the list that the index was made of.
    pub entry: usize,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
}

/// The index over a list of entries.
#[derive(Debug, Default)]
pub struct Index {
    /// By term, then by entry: how often the entry holds the term. A sorted
    /// list is half of a hash map's code in the panel.
    postings: Vec<(String, usize, f32)>,
    lengths: Vec<f32>,
    mean: f32,
    products: Vec<Vec<String>>,
}

impl Index {
    /// Builds the index. The order of `entries` is what [`Hit::entry`] counts.
    pub fn new(entries: &[Entry]) -> Self {
        let mut index = Self::default();
        for (place, entry) in entries.iter().enumerate() {
            let asked = std::iter::once(&entry.question).chain(&entry.wordings);
            let weighed = asked.map(|text| (text, QUESTION)).chain([(&entry.answer, 1.0), (&entry.category, 1.0)]);
            let before = index.postings.len();
            for (text, weight) in weighed {
                index.postings.extend(terms(text).into_iter().map(|term| (term.text, place, weight)));
            }
            index.lengths.push(index.postings.iter().skip(before).map(|posting| posting.2).sum());
            index.products.push(entry.products.clone());
        }
        index.postings.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
        index.postings.dedup_by(|next, kept| {
            let same = next.0 == kept.0 && next.1 == kept.1;
            kept.2 += if same { next.2 } else { 0.0 };
            same
        });
        let total: f32 = index.lengths.iter().sum();
        index.mean = total / (index.lengths.len().max(1) as f32);
        index
    }

    /// The entries that answer `query`, best first, at most `most`. Entries
    /// that hold too little of the query are noise and stay out.
    pub fn search(&self, query: &str, sku: Option<&str>, most: usize) -> Vec<Hit> {
        let mut scores = vec![(0.0_f32, 0.0_f32); self.lengths.len()];
        let mut whole = 0.0;
        let count = self.lengths.len() as f32;
        let mut strange = usize::MAX;
        for term in terms(query) {
            let found = self.holding(&term.text);
            let held = found.len() as f32;
            let rarity = term.weight * ln(1.0 + (count - held + 0.5) / (held + 0.5));
            if !found.is_empty() {
                whole += rarity;
            } else if strange != term.run {
                // Of a sentence without spaces most pairs lie across two words,
                // and nothing holds them: they count once for their run, as a
                // word does; in Hangul, whose words end in grammar, as little
                // as hiragana.
                whole += if term.hangul { rarity * HIRAGANA } else { rarity };
                strange = term.run;
            }
            for (_, place, often) in found {
                let length = self.lengths.get(*place).copied().unwrap_or(1.0) / self.mean.max(1.0);
                let gain = often * (K1 + 1.0) / (often + K1 * (1.0 - B + B * length));
                if let Some((score, covered)) = scores.get_mut(*place) {
                    *score += rarity * gain;
                    *covered += rarity;
                }
            }
        }
        let mut hits: Vec<Hit> = scores
            .into_iter()
            .enumerate()
            .filter(|(_, (score, covered))| *score > 0.0 && *covered >= whole * ENOUGH)
            .map(|(entry, (score, _))| Hit { entry, score: score * self.boost(entry, sku) })
            .collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
        hits.truncate(most);
        hits
    }

    fn holding(&self, term: &str) -> &[(String, usize, f32)] {
        let start = self.postings.partition_point(|posting| posting.0.as_str() < term);
        let rest = self.postings.get(start..).unwrap_or_default();
        rest.get(..rest.partition_point(|posting| posting.0 == term)).unwrap_or_default()
    }

    fn boost(&self, entry: usize, sku: Option<&str>) -> f32 {
        let products = self.products.get(entry).map_or(&[][..], Vec::as_slice);
        if sku.is_some_and(|sku| products.iter().any(|p| p == sku)) { PRODUCT } else { 1.0 }
    }
}

/// The natural logarithm of a number above 0, to seven digits. Sums, products
/// and quotients are the same to the bit everywhere (IEEE 754); `f32::ln` is
/// the platform's own, and a server's differs from wasm's in the last bit.
fn ln(x: f32) -> f32 {
    // x = m · 2^e with m around 1, where the series of artanh is short:
    // ln m = 2 (s + s³/3 + s⁵/5 + …) with s = (m − 1) / (m + 1).
    const MANTISSA: u32 = 0x007F_FFFF;
    let mut e = (x.to_bits() >> 23) as f32 - 127.0;
    let mut m = f32::from_bits(x.to_bits() & MANTISSA | 1.0_f32.to_bits());
    if m > std::f32::consts::SQRT_2 {
        m *= 0.5;
        e += 1.0;
    }
    let s = (m - 1.0) / (m + 1.0);
    let s2 = s * s;
    e * std::f32::consts::LN_2 + 2.0 * s * (1.0 + s2 * (1.0 / 3.0 + s2 * (0.2 + s2 * (1.0 / 7.0 + s2 / 9.0))))
}

struct Term {
    text: String,
    weight: f32,
    /// Which run of the text it is from.
    run: usize,
    hangul: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Kanji,
    Katakana,
    Hangul,
    Hiragana,
    Word,
    Other,
}

fn script(c: char) -> Script {
    match c {
        '\u{3041}'..='\u{309F}' => Script::Hiragana,
        '\u{30A1}'..='\u{30FA}' | 'ー' => Script::Katakana,
        '々' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3134F}' => Script::Kanji,
        '\u{AC00}'..='\u{D7A3}' => Script::Hangul,
        c if is_letter(c) => Script::Word,
        _ => Script::Other,
    }
}

/// Words of Latin letters and digits whole; all else as pairs of neighbours
/// within its run (a run of one stands alone, but not one kana).
fn terms(text: &str) -> Vec<Term> {
    let folded: Vec<char> = plain(text).map(|c| c.to_ascii_lowercase()).collect();
    let mut terms = Vec::new();
    for (number, run) in folded.chunk_by(|a, b| script(*a) == script(*b)).enumerate() {
        let kind = run.first().map_or(Script::Other, |c| script(*c));
        let term = |text: String, weight| Term { text, weight, run: number, hangul: kind == Script::Hangul };
        let weight = if kind == Script::Hiragana { HIRAGANA } else { 1.0 };
        match kind {
            Script::Other => {}
            Script::Word => terms.push(term(stem(run), weight)),
            Script::Kanji | Script::Hangul if run.len() == 1 => terms.push(term(run.iter().collect(), weight)),
            _ => terms.extend(run.windows(2).map(|pair| term(pair.iter().collect(), weight))),
        }
    }
    terms
}

/// An English plural counts as its singular.
fn stem(word: &[char]) -> String {
    let end = match word {
        [.., 's', 's'] => word.len(),
        [_, _, _, .., 's'] => word.len() - 1,
        _ => word.len(),
    };
    word.iter().take(end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(id: &str, question: &str, wordings: &[&str], answer: &str) -> Entry {
        Entry {
            id: id.into(),
            lang: "ja".into(),
            category: "配送".into(),
            question: question.into(),
            answer: answer.into(),
            wordings: wordings.iter().map(|w| (*w).into()).collect(),
            ..Entry::default()
        }
    }

    fn faq() -> Vec<Entry> {
        vec![
            entry("when", "注文した商品はいつ届きますか", &["とどかない", "何日かかる"], "14時までのご注文は当日出荷です。"),
            entry("fee", "送料はいくらですか", &["配送料"], "全国一律550円です。"),
            entry("receipt", "領収書は発行できますか", &["りょうしゅうしょ", "インボイス"], "マイページから発行できます。"),
            entry("returns", "Can I return items?", &[], "Yes, within 14 days."),
        ]
    }

    fn best(query: &str) -> Option<&'static str> {
        let ids = ["when", "fee", "receipt", "returns"];
        Index::new(&faq()).search(query, None, 5).first().and_then(|hit| ids.get(hit.entry).copied())
    }

    #[test]
    fn questions_find_their_answers() {
        assert_eq!(best("いつ届く"), Some("when"));
        assert_eq!(best("とどかない"), Some("when"));
        assert_eq!(best("送料"), Some("fee"));
        assert_eq!(best("領収書がほしい"), Some("receipt"));
        assert_eq!(best("ｲﾝﾎﾞｲｽ"), Some("receipt"));
        assert_eq!(best("インボイス"), Some("receipt"));
        assert_eq!(best("RETURNS"), Some("returns"));
    }

    #[test]
    fn the_logarithm_is_right_to_seven_digits() {
        for step in 1..u16::MAX {
            let x = f32::from(step) / 100.0;
            let (own, exact) = (f64::from(ln(x)), f64::from(x).ln());
            assert!((own - exact).abs() <= 2e-7 * exact.abs().max(1.0), "ln {x}: {own} for {exact}");
        }
    }

    #[test]
    fn what_fits_nothing_finds_nothing() {
        for query in ["", "  ", "！？", "宇宙旅行", "xyzzy"] {
            assert_eq!(best(query), None, "{query}");
        }
        assert!(Index::new(&[]).search("送料", None, 5).is_empty());
    }

    #[test]
    fn the_product_on_the_page_decides_among_equals() {
        let mut entries = vec![entry("a", "サイズ感は", &[], "普通です"), entry("b", "サイズ感は", &[], "普通です")];
        entries[1].products = vec!["KB-1".into()];
        let index = Index::new(&entries);
        assert_eq!(index.search("サイズ", Some("KB-1"), 5).first().map(|hit| hit.entry), Some(1));
        assert_eq!(index.search("サイズ", None, 5).first().map(|hit| hit.entry), Some(0));
    }

    /// Every question of a shop's, asked in its own words.
    fn asked_word_for_word(name: &str, faq: &str) {
        let faq: crate::faq::Faq = serde_json::from_str(faq).unwrap();
        let entries: Vec<Entry> = faq.entries.into_iter().filter(|entry| entry.lang == name).collect();
        assert!(!entries.is_empty());
        let index = Index::new(&entries);
        for (place, entry) in entries.iter().enumerate() {
            let best = index.search(&entry.question, None, 1).first().map(|hit| hit.entry);
            assert_eq!(best, Some(place), "{} found {:?}", entry.question, best.map(|best| &entries[best].question));
        }
    }

    #[test]
    fn a_question_asked_word_for_word_is_found_first() {
        asked_word_for_word("ja", include_str!("../../../www/demo/faq.json"));
        asked_word_for_word("en", include_str!("../../../www/demo/faq.json"));
        asked_word_for_word("en", include_str!("../../../www/demo-en/faq.json"));
        asked_word_for_word("zh", include_str!("../../../www/demo/faq.json"));
        asked_word_for_word("ko", include_str!("../../../www/demo/faq.json"));
    }

    /// What is found first for each query; empty: nothing.
    fn found(name: &str, queries: &[(&str, &str)]) -> Vec<String> {
        let faq: crate::faq::Faq = serde_json::from_str(include_str!("../../../www/demo/faq.json")).unwrap();
        let entries: Vec<Entry> = faq.entries.into_iter().filter(|entry| entry.lang == name).collect();
        let index = Index::new(&entries);
        let first = |query: &str| index.search(query, None, 1).first().map_or("", |hit| entries[hit.entry].id.as_str()).to_owned();
        let wrong = queries.iter().map(|(query, id)| (query, *id, first(query))).filter(|(_, id, found)| id != found);
        wrong.map(|(query, id, found)| format!("{query}: {found:?} for {id:?}")).collect()
    }

    #[test]
    fn chinese_and_korean_shoppers_find_their_answers() {
        let chinese = [
            ("运费", "delivery-fee"),
            ("包邮吗", "delivery-fee"),
            ("什么时候到货", "shipping-when"),
            ("请问我的包裹现在到哪里了", "delivery-track"),
            ("取消订单", "order-cancel"),
            ("我想取消昨天下的订单", "order-cancel"),
            ("退货", "return-how"),
            ("发票", "receipt-issue"),
            ("能不能开一张发票", "receipt-issue"),
            ("支付宝", "payment-methods"),
            ("尺码", "shirt-size"),
            ("衬衫偏大吗", "shirt-size"),
            ("充電器", ""),
            ("火星旅行", ""),
            ("推荐一款适合老人的羊毛地毯", ""),
        ];
        let korean = [
            ("배송비", "delivery-fee"),
            ("배송비가 궁금합니다", "delivery-fee"),
            ("언제 와요", "shipping-when"),
            ("언제 도착하나요", "shipping-when"),
            ("주문 취소", "order-cancel"),
            ("주문을 취소하고 싶어요", "order-cancel"),
            ("취소", "order-cancel"),
            ("반품하고 싶은데요", "return-how"),
            ("환불", "return-how"),
            ("영수증 발급 부탁드립니다", "receipt-issue"),
            ("결제수단", "payment-methods"),
            ("셔츠 사이즈", "shirt-size"),
            ("불량", "defect-report"),
            ("화성여행", ""),
            ("강아지 사료를 추천받고 싶습니다", ""),
        ];
        let wrong = [found("zh", &chinese), found("ko", &korean)].concat();
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    #[test]
    fn a_word_of_one_syllable_or_character_stands_for_itself() {
        let entries = [entry("a", "옷 사이즈", &[], ""), entry("b", "컵 크기", &[], ""), entry("c", "碗的尺寸", &[], "碗")];
        let index = Index::new(&entries);
        for (query, place) in [("옷", 0), ("컵", 1), ("碗", 2)] {
            assert_eq!(index.search(query, None, 5).first().map(|hit| hit.entry), Some(place), "{query}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_asked_the_answer_is_the_same_and_in_order(
            texts in prop::collection::vec((text(), text(), prop::collection::vec(text(), 0..3)), 0..12), query in text(), most in 0_usize..6,
        ) {
            let entries: Vec<Entry> = texts.iter().map(|(question, answer, wordings)| {
                let wordings: Vec<&str> = wordings.iter().map(String::as_str).collect();
                entry("id", question, &wordings, answer)
            }).collect();
            // A map's order differs from one index to the next; the answer must not.
            let hits = Index::new(&entries).search(&query, Some("KB-1"), most);
            prop_assert_eq!(&Index::new(&entries).search(&query, Some("KB-1"), most), &hits);
            prop_assert!(hits.len() <= most && hits.iter().all(|hit| hit.entry < entries.len() && hit.score.is_finite() && hit.score > 0.0));
            prop_assert!(hits.is_sorted_by(|a, b| (b.score, a.entry) < (a.score, b.entry)), "{hits:?}");
        }

        #[test]
        fn a_question_with_words_of_its_own_is_found_by_them(count in 1_usize..40, asked in any::<prop::sample::Index>()) {
            // Two kanji that no other question holds.
            let own = |place: usize| ['\u{4E00}', '\u{5E00}'].map(|from| char::from_u32(u32::from(from) + place as u32).unwrap()).iter().collect::<String>();
            let entries: Vec<Entry> = (0..count).map(|place| entry("id", &format!("{}の送料はいくらですか", own(place)), &[], "550円です")).collect();
            let asked = asked.index(count);
            let hits = Index::new(&entries).search(&entries[asked].question, None, 1);
            prop_assert_eq!(hits.first().map(|hit| hit.entry), Some(asked));
        }
    }

    /// Anything, or what shops are asked about, run together.
    fn text() -> impl Strategy<Value = String> {
        const WORDS: [&str; 14] =
            ["送料", "領収書", "いつ", "届く", "キャンセル", "サイズ", "return", "order", " ", "　", "ｻｲｽﾞ", "𠮷", "?", "1"];
        let spoken = prop::collection::vec(prop::sample::select(&WORDS), 0..8).prop_map(|words| words.concat());
        prop_oneof![any::<String>(), spoken]
    }
}
