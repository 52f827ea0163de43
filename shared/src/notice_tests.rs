//! What a ticket's notice shows in each form, and that nothing gets out of it.

use super::*;
use crate::urgency::Urgency;
use proptest::prelude::*;
use serde_json::{Value, json};

const LINK: &str = "https://desk.example/desk/?desk=m#ticket=T1";

fn texts() -> Texts {
    let words: Value = serde_json::from_str(include_str!("../../www/texts/ja.json")).unwrap();
    words.as_object().unwrap().iter().map(|(key, word)| (key.clone(), word.as_str().unwrap().to_owned())).collect()
}

/// A ticket on which every row says something.
fn ticket() -> Value {
    json!({
        "id": "2345-6789-BCDF",
        "shop": "komichi",
        "seq": 1,
        "state": "open",
        "created_at": "2026-11-24T15:05:00+09:00",
        "urgency": "urgent",
        "promise": {
            "respond_by": "2026-11-24T15:20:00+09:00",
            "window": {"start": "2026-11-24T15:00:00+09:00", "end": "2026-11-24T16:00:00+09:00"},
        },
        "intake": {
            "topic": "defect",
            "name": "山田 花子",
            "kana": "ヤマダ ハナコ",
            "company": "株式会社こみち",
            "reply": {"by": "phone", "phone": "+819012345678", "window": "asap"},
            "order": {"number": "KB_1024"},
            "product": {"name": "旅する充電器", "sku": "KM-CH-65W", "price": "￥6,980", "url": "https://shop.example/charger"},
            "quantity": 2,
            "wanted_date": "2026-12-01",
            "symptom": "点灯しない",
            "solution": "交換",
            "tried": "別のコンセントでも同じ",
            "looked_up": "点灯しない\n電源が入らない › 充電した",
            "address": "東京都千代田区1-1",
            "message": "急いでいます。\n連絡先: 110",
            "page": "https://shop.example/help",
            "language": "ja",
            "consent": {"version": "1", "marketing": false},
        },
        "attempts": [],
    })
}

fn rows(ticket: Value) -> Notice {
    let ticket: Ticket = serde_json::from_value(ticket).unwrap();
    notice(&ticket, &texts(), &Zone::fixed("Asia/Tokyo", 9 * 3600), LINK)
}

fn sheet(rows: &[Row]) -> Sheet<'_> {
    Sheet { shop: "こみちの店", urgency: Urgency::Urgent, rows }
}

fn row(rows: &[Row], key: &str) -> Row {
    rows.iter().find(|row| row.key == key).unwrap().clone()
}

#[test]
fn an_extension_and_what_stands_for_an_orders_number_are_written_as_words() {
    let mut ticket = ticket();
    ticket["intake"]["reply"]["phone"] = json!("+81312345678;ext=12");
    ticket["intake"]["order"] = json!({"placed_on": {"day": "2026-11-18", "name": "山田", "phone": "+819012345678"}});
    let rows = rows(ticket);
    assert_eq!(row(&rows, "contact").value, "03-1234-5678 内線12");
    assert_eq!(row(&rows, "contact").href.as_deref(), Some("tel:+81312345678;ext=12"));
    assert_eq!(row(&rows, "order").value, "注文日 2026-11-18 山田 090-1234-5678");
}

#[test]
fn who_calls_knows_the_shoppers_language_before() {
    let said = |language: &str, reply: Value| {
        let mut ticket = ticket();
        ticket["intake"]["language"] = json!(language);
        ticket["intake"]["reply"] = reply;
        row(&rows(ticket), "call_back").value
    };
    let phone = || json!({"by": "phone", "phone": "+819012345678", "window": "asap"});
    let by_mail = || json!({"by": "email", "email": "a@shop.example"});
    assert_eq!(said("zh", phone()), "できるだけ早く 2026-11-24 15:00–16:00 (中国語)");
    assert_eq!(said("ko", by_mail()), "メールで返答 (韓国語)");
    assert_eq!((said("vi", by_mail()), said("und", by_mail())), ("メールで返答 (vi)".into(), "メールで返答".into()));
}

#[test]
fn the_whole_notice_as_text() {
    let expected = "緊急 | 不良・こわれていた | 期限 2026-11-24 15:20 | こみちの店
要件: 不良・こわれていた
氏名・社名: 山田 花子 (ヤマダ ハナコ) / 株式会社こみち
連絡先: 090-1234-5678
希望商品・数量: 旅する充電器 (KM-CH-65W) × 2 https://shop.example/charger
希望納期: 2026-12-01
住所・エリア: 東京都千代田区1-1
緊急度: 緊急
折返し可否・希望時間帯: できるだけ早く 2026-11-24 15:00–16:00
期限: 2026-11-24 15:20
注文番号: KB_1024
本文:
│ 点灯しない
│ 交換
│ 別のコンセントでも同じ
│ 急いでいます。
│ 連絡先: 110
│ 調べた内容: 点灯しない
│ 電源が入らない › 充電した
ページ: https://shop.example/help
チケット: https://desk.example/desk/?desk=m#ticket=T1
";
    assert_eq!(sheet(&rows(ticket())).text(), expected);
}

#[test]
fn what_was_not_given_is_a_dash_and_has_no_part_in_the_headline() {
    let mut bare = ticket();
    bare["promise"] = json!({"respond_by": null, "window": null});
    bare["intake"] = json!({
        "topic": "other", "name": "佐藤", "reply": {"by": "none"}, "message": "相談", "language": "ja", "consent": {"version": "1", "marketing": false},
    });
    let rows = rows(bare);
    assert_eq!(rows.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(), ROWS);
    for key in ["contact", "product", "wanted_date", "address", "deadline", "order", "page"] {
        assert_eq!(row(&rows, key).value, NOTHING, "{key}");
        assert_eq!(row(&rows, key).href, None, "{key}");
    }
    assert_eq!(sheet(&rows).headline(), "緊急 | そのほかのご用件 | こみちの店");
    assert_eq!(sheet(&rows).text().lines().count(), 1 + ROWS.len());
}

#[test]
fn rows_lead_where_they_can() {
    let rows = rows(ticket());
    let href = |key: &str| row(&rows, key).href;
    assert_eq!(href("contact").as_deref(), Some("tel:+819012345678"));
    assert_eq!(href("product").as_deref(), Some("https://shop.example/charger"));
    assert_eq!(href("page").as_deref(), Some("https://shop.example/help"));
    assert_eq!(href("link").as_deref(), Some(LINK));
    assert_eq!(href("message"), None);
    let wire = serde_json::to_value(&rows).unwrap();
    assert_eq!(wire[4], json!({"key": "wanted_date", "label": "希望納期", "value": "2026-12-01"}));
    let stored: Row = serde_json::from_value(wire[4].clone()).unwrap();
    assert_eq!(stored.href, None, "a notice that was stored without links still reads");
}

#[test]
fn blocks_hold_every_row_once_and_what_can_be_done() {
    let rows = rows(ticket());
    let blocks = sheet(&rows).blocks(&texts());
    assert_eq!(blocks.header, sheet(&rows).headline());
    let fields: Vec<_> = blocks.fields.iter().map(|field| field.key.as_str()).collect();
    assert_eq!(fields, ROWS.iter().copied().filter(|key| !["message", "link"].contains(key)).collect::<Vec<_>>());
    assert_eq!(blocks.body.label, "本文");
    assert_eq!(
        blocks.body.lines,
        [
            "点灯しない",
            "交換",
            "別のコンセントでも同じ",
            "急いでいます。",
            "連絡先: 110",
            "調べた内容: 点灯しない",
            "電源が入らない › 充電した"
        ]
    );
    let actions: Vec<_> = blocks.actions.iter().map(|act| (act.kind, act.label.as_str(), act.href.as_str())).collect();
    let expected = [(ActionKind::Open, "チケットを開く", LINK), (ActionKind::Call, "電話をかける", "tel:+819012345678")];
    assert_eq!(actions, expected);

    let mut mail = ticket();
    mail["intake"]["reply"] = json!({"by": "email", "email": "hana+1@example.jp"});
    let rows = self::rows(mail);
    let write = sheet(&rows).blocks(&texts()).actions.pop().unwrap();
    assert_eq!((write.kind, write.label.as_str(), write.href.as_str()), (ActionKind::Write, "メールを書く", "mailto:hana+1@example.jp"));
}

#[test]
fn every_action_has_its_word() {
    for kind in ActionKind::ALL {
        assert!(texts().get(kind.word()).is_some(), "{}", kind.word());
    }
}

#[test]
fn all_that_an_intake_can_hold_fits_and_more_is_shortened() {
    let mut long = ticket();
    let intake = &mut long["intake"];
    for (key, most) in [
        ("name", 60),
        ("kana", 120),
        ("company", 60),
        ("symptom", 200),
        ("solution", 200),
        ("address", 200),
        ("tried", 1_000),
        ("looked_up", 1_000),
        ("message", 1_000),
    ] {
        intake[key] = json!(if key == "kana" { "ア" } else { "あ" }.repeat(most));
    }
    intake["product"] = json!({"name": "あ".repeat(200), "sku": "い".repeat(200)});
    intake["quantity"] = json!(1_000_000);
    let rows = rows(long);
    for row in &rows {
        assert!(row.value.chars().count() <= limit(&row.key), "{}", row.key);
        assert!(row.key == "product" || !row.value.contains('…'), "{}", row.key);
    }
    let product = row(&rows, "product").value;
    assert!(product.ends_with("い…) × 1000000"), "the quantity is seen, however long the rest: {product}");

    let over = Row { key: "name".into(), label: "氏名".into(), value: "あ".repeat(500), href: None };
    let text = sheet(std::slice::from_ref(&over)).text();
    assert!(text.ends_with("あ…\n") && text.chars().count() < 300, "{text}");
}

/// Rows as no intake could hold them: whatever the wire may bring.
fn any_rows() -> impl Strategy<Value = Vec<Row>> {
    let text = || escape::tests::hostile();
    let href = prop::option::of(prop_oneof![text(), text().prop_map(|rest| ["https://a.example/", &rest].concat())]);
    let cells = prop::collection::vec((text(), text(), href), ROWS.len());
    cells.prop_map(|cells| {
        let row =
            |(key, (label, value, href)): (&&str, (String, String, Option<String>))| Row { key: (*key).to_owned(), label, value, href };
        ROWS.iter().zip(cells).map(row).collect()
    })
}

proptest! {
    #[test]
    fn no_form_of_the_notice_lets_anything_out(rows in any_rows(), shop in escape::tests::hostile()) {
        let sheet = Sheet { shop: &shop, urgency: Urgency::Normal, rows: &rows };
        let text = sheet.text();
        prop_assert!(!text.chars().any(|c| c != '\n' && clean::is_loose(c)), "{text:?}");
        // Without the message's own lines, which stand behind bars, there is
        // the headline and one line per row.
        let lines: Vec<_> = text.lines().collect();
        let message = clean::lines(&rows[10].value, limit("message"));
        let own = if message.contains('\n') { message.lines().count() } else { 0 };
        prop_assert_eq!(lines.len(), 1 + ROWS.len() + own, "{}", text);
        prop_assert!(lines.iter().skip(12).take(own).all(|line| line.starts_with("│ ")), "{text}");

        let blocks = sheet.blocks(&Texts::new());
        prop_assert_eq!(&blocks.header, lines[0]);
        let fields = blocks.fields.iter().flat_map(|field| [&field.label, &field.value]);
        let shown: Vec<&String> = [&blocks.header, &blocks.body.label].into_iter().chain(fields).chain(&blocks.body.lines).collect();
        for text in shown {
            prop_assert!(!text.chars().any(clean::is_loose), "{text:?}");
            prop_assert!(!escape::slack(text).contains(['<', '>', '`']), "{text}");
            prop_assert!(!escape::html(text).contains(['<', '>', '"', '\'']), "{text}");
            prop_assert!(!escape::markdown(text).contains(['<', '>', '\n']), "{text}");
            prop_assert!(!escape::chatwork(text).contains(['[', ']']), "{text}");
            let cell = escape::csv(text);
            prop_assert!(!cell.split_at(1).1.starts_with(['=', '+', '-', '@']) && !cell.contains('\n'), "{cell}");
        }
        let hrefs = blocks.fields.iter().filter_map(|field| field.href.as_ref()).chain(blocks.actions.iter().map(|act| &act.href));
        for href in hrefs {
            prop_assert_eq!(&link(href).unwrap(), href, "what is a link stays the same link");
            prop_assert!(!href.contains(['<', '>', '|', '"', '\'', '(', ')', '[', ']', ' ', '\n']), "{href}");
        }
    }

    #[test]
    fn what_a_shopper_types_stays_in_its_row(name in "[あ-んa-z]{1,9}", typed in escape::tests::hostile()) {
        let mut hostile = ticket();
        hostile["intake"]["name"] = json!(name);
        // Through the same doors as on the wire: what they refuse isn't written.
        for (key, parse) in [("company", crate::field::Name::parse(&typed).is_ok()), ("message", crate::field::Paragraph::parse(&typed).is_ok())] {
            if parse {
                hostile["intake"][key] = json!(typed);
            }
        }
        if crate::field::Line::parse(&typed).is_ok() {
            hostile["intake"]["product"] = json!({"name": typed, "sku": typed});
        }
        if crate::field::Address::parse(&typed).is_ok() {
            hostile["intake"]["address"] = json!(typed);
        }
        let rows = rows(hostile);
        prop_assert_eq!(rows.len(), ROWS.len());
        for row in &rows {
            prop_assert!(row.value.chars().all(|c| c == '\n' && row.key == "message" || !clean::is_loose(c)), "{row:?}");
        }
        prop_assert!(row(&rows, "name").value.starts_with(&name));
    }
}
