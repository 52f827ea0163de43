//! What is sent: intakes as a browser sends them, for several shops in turn.

use serde_json::{Value, json};

/// How many shops share the load. A shop has few tickets at once, and its
/// places are counted from them: all in one shop would measure that count.
pub const SHOPS: usize = 16;

/// How many kinds of drafts there are; every kind goes to every shop.
const KINDS: usize = 4;

/// In a draft: the request's number, so that no two come from one person.
const NUMBER: &str = "{n}";

/// The page that the panel is on.
pub const ORIGIN: &str = "https://shop.example";

/// The version of the purpose of use that the demo's settings hold.
pub const CONSENT: &str = "2026-11-01";

/// A shop's name in addresses.
pub fn shop(place: usize) -> String {
    format!("bench-{}", place % SHOPS)
}

/// Drafts of every kind: by phone as soon as possible, by mail, an order by
/// its number and by day and phone number, short and long words. Numbers are
/// typed as people type them.
pub fn drafts() -> [Value; KINDS] {
    let page = "https://shop.example/items/lamp?utm_source=mail";
    let product = json!({"name": "真鍮のデスクランプ（大）", "sku": "LAMP-042-L", "price": "¥12,800", "url": "https://shop.example/items/lamp", "source": "page"});
    [
        json!({
            "topic": "order_cancel", "name": "山田 花子", "kana": "ヤマダ ハナコ", "reply": "phone", "phone": "０９０−１２３４−５６７８", "window": "asap",
            "order_number": "A-100234", "message": "間違えて二つ注文してしまいました。一つだけ取り消していただけますか。",
            "page": page, "language": "ja", "took": "74", "consent": CONSENT,
        }),
        json!({
            "topic": "defect", "name": "佐藤太郎", "company": "株式会社さとう", "reply": "email", "email": "taro.sato.{n}@mail.example", "order_number": "100235",
            "product": product, "symptom": "スイッチを入れても点灯しません。電球を替えても同じでした。コンセントは別の機器では使えています。",
            "solution": "交換を希望します。", "tried": "電球の交換、別のコンセント、延長コードなしでの接続を試しました。",
            "read": ["lamp-bulb", "warranty"], "page": page, "language": "ja", "took": "74", "consent": CONSENT, "marketing": true,
        }),
        json!({
            "topic": "delivery_status", "name": "鈴木 一郎", "reply": "email", "email": "ichiro.{n}@mail.example",
            "order_date": "2026-11-01", "order_phone": "(03) 1234-5678", "message": "まだ届いていないのですが、いつごろになりますか。",
            "page": page, "language": "ja", "took": "74", "consent": CONSENT,
        }),
        json!({
            "topic": "size_fit", "name": "高橋 みどり", "kana": "たかはし みどり", "reply": "email", "email": "midori.{n}@mail.example", "product": product,
            "message": "机の奥行きが45cmしかないのですが、土台はおさまりますか。\nまた、首の高さは調節できますか。説明には最大60cmとありますが、棚の下に置きたいので、いちばん低くしたときの高さも知りたいです。",
            "page": page, "language": "ja-JP", "took": "74", "consent": CONSENT,
        }),
    ]
}

/// The same drafts, refused at the end of the whole check: an older wording
/// was agreed to.
pub fn refused() -> [Value; KINDS] {
    let mut drafts = drafts();
    for draft in &mut drafts {
        if let Some(fields) = draft.as_object_mut() {
            fields.insert("consent".to_owned(), json!("2025-01-01"));
        }
    }
    drafts
}

/// `count` intakes of these drafts in turn, from `first` on: no two have the
/// same key or come from the same address.
pub fn posts(port: u16, drafts: &[Value], first: usize, count: usize) -> Vec<Vec<u8>> {
    let bodies: Vec<String> = drafts.iter().map(Value::to_string).collect();
    let turns = bodies.iter().cycle().zip(first..).take(count);
    turns.map(|(body, place)| post(port, place, &body.replace(NUMBER, &place.to_string()))).collect()
}

/// One intake with the headers of a browser behind the platform's edge.
fn post(port: u16, place: usize, body: &str) -> Vec<u8> {
    let address = format!("10.{}.{}.{}", place >> 16 & 255, place >> 8 & 255, place & 255);
    let shop = shop(place / KINDS);
    let length = body.len();
    format!(
        "POST /v1/shops/{shop}/tickets HTTP/1.1\r\n\
         host: 127.0.0.1:{port}\r\n\
         connection: keep-alive\r\n\
         content-length: {length}\r\n\
         sec-ch-ua-platform: \"Android\"\r\n\
         user-agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36\r\n\
         sec-ch-ua: \"Chromium\";v=\"156\", \"Not.A/Brand\";v=\"99\"\r\n\
         content-type: application/json\r\n\
         idempotency-key: bench-key-{place:016}\r\n\
         sec-ch-ua-mobile: ?1\r\n\
         accept: */*\r\n\
         origin: {ORIGIN}\r\n\
         sec-fetch-site: cross-site\r\n\
         sec-fetch-mode: cors\r\n\
         sec-fetch-dest: empty\r\n\
         referer: {ORIGIN}/\r\n\
         accept-encoding: gzip, br\r\n\
         accept-language: ja,en-US;q=0.9,en;q=0.8\r\n\
         cf-connecting-ip: {address}\r\n\
         cf-ipcountry: JP\r\n\
         x-forwarded-for: {address}\r\n\
         x-forwarded-proto: https\r\n\r\n{body}"
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_draft_goes_to_every_shop_with_a_key_of_its_own() {
        let drafts = drafts();
        let all = posts(1, &drafts, 7, drafts.len() * SHOPS);
        let texts: Vec<String> = all.into_iter().map(|bytes| String::from_utf8(bytes).unwrap()).collect();
        let first_lines: std::collections::BTreeSet<_> = texts.iter().map(|text| text.lines().next().unwrap()).collect();
        let keys: std::collections::BTreeSet<_> = texts.iter().filter_map(|text| text.lines().find(|l| l.starts_with("idem"))).collect();
        assert_eq!((first_lines.len(), keys.len()), (SHOPS, texts.len()));
    }
}
