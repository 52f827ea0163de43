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

fn search(entries: &[Entry], text: &str, sku: &str, most: usize) -> Vec<Hit> {
    Index::new(entries, "").search(entries, &Query { text, sku, most, ..Query::default() }).hits
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
    search(&faq(), query, "", 5).first().and_then(|hit| ids.get(hit.entry).copied())
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
    assert!(search(&[], "送料", "", 5).is_empty());
}

#[test]
fn the_product_on_the_page_decides_among_equals() {
    let mut entries = vec![entry("a", "サイズ感は", &[], "普通です"), entry("b", "サイズ感は", &[], "普通です")];
    entries[1].products = vec!["KB-1".into()];
    assert_eq!(search(&entries, "サイズ", "KB-1", 5).first().map(|hit| hit.entry), Some(1));
    assert_eq!(search(&entries, "サイズ", "", 5).first().map(|hit| hit.entry), Some(0));
}

/// Every question of a shop's, asked in its own words.
fn asked_word_for_word(name: &str, faq: &str) {
    let faq: crate::faq::Faq = serde_json::from_str(faq).unwrap();
    let entries: Vec<Entry> = faq.entries.into_iter().filter(|entry| entry.lang == name).collect();
    assert!(!entries.is_empty());
    for (place, entry) in entries.iter().enumerate() {
        let best = search(&entries, &entry.question, "", 1).first().map(|hit| hit.entry);
        assert_eq!(best, Some(place), "{} found {:?}", entry.question, best.map(|best| &entries[best].question));
    }
}

#[test]
fn a_question_asked_word_for_word_is_found_first() {
    asked_word_for_word("ja", include_str!("../../../../www/demo/faq.json"));
    asked_word_for_word("en", include_str!("../../../../www/demo/faq.json"));
    asked_word_for_word("en", include_str!("../../../../www/demo-en/faq.json"));
    asked_word_for_word("zh", include_str!("../../../../www/demo/faq.json"));
    asked_word_for_word("ko", include_str!("../../../../www/demo/faq.json"));
}

/// What is found first for each query; empty: nothing.
fn found(name: &str, queries: &[(&str, &str)]) -> Vec<String> {
    let faq: crate::faq::Faq = serde_json::from_str(include_str!("../../../../www/demo/faq.json")).unwrap();
    let entries: Vec<Entry> = faq.entries.into_iter().filter(|entry| entry.lang == name).collect();
    let first = |query: &str| search(&entries, query, "", 1).first().map_or("", |hit| entries[hit.entry].id.as_str()).to_owned();
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
        ("充電器", "charger-abroad"),
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
fn talk_of_payments_that_fail_finds_its_answer_in_chinese_and_korean() {
    let chinese = [
        entry("methods", "有哪些支付方式？", &["可以用支付宝吗", "信用卡", "货到付款"], "信用卡、PayPay、银行转账、货到付款。"),
        entry("failed", "支付失败怎么办？", &["显示支付错误", "刷卡被拒"], "请确认卡号和有效期，或换一张卡再试。"),
        entry("refund", "退款什么时候到账？", &["退钱"], "原路退回，约需一周。"),
    ];
    let korean = [
        entry("methods", "결제 방법에는 무엇이 있나요?", &["카드 결제", "결제 수단"], "신용카드, PayPay, 계좌 이체."),
        entry("failed", "결제 오류가 나요", &["결제가 안 돼요", "카드 승인 거절"], "카드 번호와 유효 기간을 확인해 주세요."),
        entry("refund", "환불은 언제 되나요?", &["돈을 돌려받고 싶어요"], "일주일쯤 걸립니다."),
    ];
    let first = |entries: &[Entry], query| search(entries, query, "", 1).first().map(|hit| entries[hit.entry].id.clone());
    for (query, id) in
        [("付款失败", "failed"), ("结账失败了", "failed"), ("支付错误", "failed"), ("付款方式", "methods"), ("退钱", "refund")]
    {
        assert_eq!(first(&chinese, query).as_deref(), Some(id), "{query}");
    }
    let asked = [("결제오류", "failed"), ("지불 오류", "failed"), ("카드 거절", "failed"), ("카드로 결제", "methods"), ("반환", "refund")];
    for (query, id) in asked {
        assert_eq!(first(&korean, query).as_deref(), Some(id), "{query}");
    }
}

#[test]
fn what_only_a_step_says_is_found_too() {
    let mut asked = entry("broken", "届いた品の調子が悪いときは", &[], "お困りごとをお選びください。");
    asked.steps = serde_json::from_value(serde_json::json!([
        {"id": "what", "text": "どのような症状ですか。", "choices": [{"label": "電源が入らない", "to": "reset"}]},
        {"id": "reset", "text": "底面のリセットボタンを5秒押してください。", "solved": true},
    ]))
    .unwrap();
    let entries = [entry("fee", "送料はいくらですか", &[], "550円です。"), asked];
    for query in ["電源が入らない", "リセットボタン"] {
        assert_eq!(search(&entries, query, "", 1).first().map(|hit| hit.entry), Some(1), "{query}");
    }
}

#[test]
fn a_word_of_one_syllable_or_character_stands_for_itself() {
    let entries = [entry("a", "옷 사이즈", &[], ""), entry("b", "컵 크기", &[], ""), entry("c", "碗的尺寸", &[], "碗")];
    for (query, place) in [("옷", 0), ("컵", 1), ("碗", 2)] {
        assert_eq!(search(&entries, query, "", 5).first().map(|hit| hit.entry), Some(place), "{query}");
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
        let hits = search(&entries, &query, "KB-1", most);
        prop_assert_eq!(&search(&entries, &query, "KB-1", most), &hits);
        prop_assert!(hits.len() <= most && hits.iter().all(|hit| hit.entry < entries.len() && hit.score.is_finite() && hit.score > 0.0));
        prop_assert!(hits.is_sorted_by(|a, b| (b.score, a.entry) < (a.score, b.entry)), "{hits:?}");
    }

    #[test]
    fn a_question_with_words_of_its_own_is_found_by_them(count in 1_usize..40, asked in any::<prop::sample::Index>()) {
        // Two kanji that no other question holds.
        let own = |place: usize| ['\u{4E00}', '\u{5E00}'].map(|from| char::from_u32(u32::from(from) + place as u32).unwrap()).iter().collect::<String>();
        let entries: Vec<Entry> = (0..count).map(|place| entry("id", &format!("{}の送料はいくらですか", own(place)), &[], "550円です")).collect();
        let asked = asked.index(count);
        let hits = search(&entries, &entries[asked].question, "", 1);
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
