use super::*;
use proptest::prelude::*;

#[path = "pitch_samples.rs"]
mod samples;

/// Written for this test: what is sold to shops by mail.
const PITCHES: &[&str] = &[
    "はじめまして。EC事業者様の物流を支援しております、〇〇ロジの佐々木です。1件180円からの出荷代行で、繁忙期の人手不足を解消いたします。一度15分ほどお話できませんか。",
    "貴店のInstagramを拝見しました。フォロワー5万人のインフルエンサー20名によるPR施策を、今月限定で特別価格にてご案内しております。ご興味ございましたらご返信ください。",
    "ご担当者様 お世話になります。補助金を活用したECサイト構築のご案内です。最大450万円、実質負担1/3で導入可能。無料診断はこちら https://bit.ly/xxxx",
    "【光回線の料金見直し】法人様向けの新プランをご案内しております。通信費が平均30%削減。お電話にてご説明させてください。",
    "当社は業務用LED照明の販売をしております。初期費用0円、電気代を40%カット。見積もりは無料です。お気軽にお問い合わせください。",
    "貴社の事業を譲り受けたいという企業様がいらっしゃいます。弊社は成功報酬型のM&A仲介会社です。まずはお話だけでもいかがでしょうか。",
    "楽天・Amazonの売上にお悩みではありませんか？EC運営代行のプロが売上を3倍にした事例を無料で公開中。オンラインセミナーはこちらから。",
    "韓国コスメの卸をしている合同会社〇〇です。新商品のサンプルをお送りさせていただきたく、仕入れご担当者様のお名前を教えていただけますでしょうか。",
    "手前どもはのし紙・包装資材の製造元でございます。他社より1割安く納品いたします。ぜひ一度お見積りだけでもご用命くださいませ。",
    "弊社のチャットボットを導入いただくと、問い合わせ対応の工数を60%削減できます。導入実績300社。デモをご覧いただけますので、日程調整はこちらから。",
    "御社の採用ページを拝見しました。完全成果報酬の人材紹介サービスをご提供しております。即戦力の人材をご紹介可能です。",
    "資金繰りでお困りのことはございませんか。請求書を最短即日で現金化するファクタリングを、手数料2%からご利用いただけます。",
    "We manufacture custom packaging boxes in Shenzhen with low MOQ and competitive prices. Could you tell me the right person to talk to about packaging?",
    "Hey, quick question: would you be open to a guest post on your blog with one do-follow backlink? We pay $50.",
    "I was on your website and saw it isn't ranking for your main keywords. We help stores like yours get more traffic. Open to a quick call this week?",
    "Our agency designs Shopify stores that convert. We helped 40 brands double their revenue. Can I send you a few ideas, no obligation?",
    "We are a mobile app development company with 10 years of experience. Let us turn your shop into an iOS and Android app at an affordable price.",
];

/// Written for this test: honest matters that look alike.
const HONEST: &[&str] = &[
    "突然のご連絡失礼いたします。株式会社〇〇の総務の田中と申します。弊社の創立記念品として御社のタンブラーを200個購入したく、お見積りをお願いいたします。一度オンラインで打ち合わせは可能でしょうか。",
    "はじめまして。京都でセレクトショップを運営しております〇〇と申します。貴社の商品をぜひ当店でお取り扱いさせていただきたく、卸の条件をご教示いただけますでしょうか。https://example.com https://instagram.com/x",
    "弊社で先月導入した御社の棚ですが、ネジが合わず組み立てられません。ご担当者様からお電話をいただけますか。",
    "ご提案ですが、この商品に色のバリエーションを増やしてほしいです。御社のファンより",
    "お世話になっております。先日ご提案いただいたノベルティの件、社内で承認が下りましたので正式に発注したいと思います。お打ち合わせの候補日をお送りします。3月2日14時、3月3日10時",
    "〇〇小学校の教頭をしております。6年生の職場体験の受け入れをお願いしたく、突然で恐縮ですがご連絡いたしました。貴社のご担当者様とお話しさせていただけませんでしょうか。",
    "〇〇市役所産業振興課です。貴社の商品をふるさと納税の返礼品としてご登録いただけないか、ご案内させていただきたくご連絡しました。費用はかかりません。",
    "○○新聞社の記者です。貴店の取り組みを記事でご紹介したく、取材をお願いできませんでしょうか。30分ほどオンラインでお話を伺えれば幸いです。",
    "貴社のアルバイト募集に応募したいのですが、面談はオンラインでも可能でしょうか。",
    "商品が最安値と書いてあったのに他店のほうが安いです。差額の返金はしていただけますか？",
    "このウォーターサーバーの電気代は月額いくらですか？初期費用無料のキャンペーン中と見ました。",
    "太陽光パネルと蓄電池をセットで購入した場合、補助金の対象になりますか。電気代は半減しますか？",
    "コンサルティング会社を経営しております。弊社のお客様へのお中元に50件ほど手配をお願いしたいのですが、法人様向けの割引はございますか。",
    "セミナーで使うので、ノートを100冊、請求書払いで注文したいです。ご担当者様よろしくお願いいたします。",
    "当社はホームページ制作会社です。クライアント様への手土産に、御社の焼き菓子を毎月30箱購入したいのですが、定期便は可能でしょうか。",
    "結婚式のプチギフトの打ち合わせを電話でさせてください。15分ほどお時間いただけますか。",
    "弊社にて貴社製品の修理は可能でしょうか。保証期間内です。TEL 03-0000-0000 https://example.com 株式会社〇〇",
    "メルマガの配信停止をお願いします。",
    "いつもお世話になっております。株式会社〇〇経理部です。領収書の宛名を弊社の正式名称に変更していただけますか。\n--------\n株式会社〇〇\nTEL 03-0000-0000\nhttps://example.com\n--------",
    "福祉施設の職員です。利用者様への贈り物として、御社の入浴剤を法人で購入できますか。見積書をいただきたいです。",
    "弊社サービスのご利用者様に御社のギフトカードを配布したく、500枚の購入を検討しております。導入実績や納期について、オンラインでご説明いただけますか。",
    "貴店のブログで紹介されていた商品に興味があります。売り切れですが再入荷しませんか？",
    "Our company would like to order 200 mugs with our logo as gifts for our clients. Could we schedule a quick call to discuss a quote?",
    "I came across your store on Instagram and would love to stock your candles in our shop. Could you send your wholesale price list?",
    "Hope you are doing well. We ordered 30 chairs for our office in May and two of them wobble. Can someone from your team call me this week?",
    "I'm a journalist at a local paper and would like to feature your business in an article, free of charge. Are you available for a short call?",
    "Do you offer free samples? I'd like to test the fabric before I buy curtains for our hotel.",
    "I run a development team and want to buy 15 keyboards. Does your business take invoices, and what is the best price for that many?",
];

fn of(text: &str) -> Judgment {
    judge(&Input { text, ..Input::default() })
}

#[test]
fn what_is_sold_is_found_and_honest_matters_are_not() {
    let missed: Vec<_> = PITCHES.iter().filter(|text| !of(text).aside).collect();
    println!("missed {missed:#?}");
    assert!(missed.len() <= 3);
    for text in HONEST {
        let judgment = of(text);
        assert!(!judgment.aside && judgment.score + 2 <= THRESHOLD, "{text} {judgment:?}");
    }
}

/// Only the first list may have a high floor: the table was written with the
/// first two in sight, and learnt from the third. The last two say what to
/// expect of a pitch never seen.
#[test]
fn pitches_of_many_trades() {
    let found = |texts: &[&str]| texts.iter().filter(|text| of(text).aside).count();
    for text in samples::SEEN.iter().filter(|text| !of(text).aside) {
        println!("missed {text} {:?}", of(text));
    }
    let (seen, unseen) = (found(samples::SEEN), found(samples::UNSEEN));
    println!("later {} of {}", found(samples::LATER), samples::LATER.len());
    println!("last {} of {}", found(samples::LAST), samples::LAST.len());
    println!("once {} of {}", found(samples::ONCE), samples::ONCE.len());
    println!("seen {seen} of {}, unseen {unseen} of {}", samples::SEEN.len(), samples::UNSEEN.len());
    assert!(seen * 10 >= samples::SEEN.len() * 8 && unseen * 10 >= samples::UNSEEN.len() * 7);
}

#[test]
fn honest_matters_of_the_same_trades() {
    let flagged: Vec<_> = samples::LOOKALIKES
        .iter()
        .chain(samples::LATER_HONEST)
        .map(|text| (text, of(text)))
        .filter(|(_, judgment)| judgment.aside)
        .collect();
    assert!(flagged.is_empty(), "{flagged:#?}");
}

#[test]
fn an_offer_alone_is_no_pitch() {
    let judgment = of("ご提案がございます。多くの企業に導入いただいており、成功事例もご紹介可能です。一気通貫でご支援しております。");
    assert!(judgment.score + 1 >= THRESHOLD && !judgment.aside, "one kind only: {judgment:?}");
    let greeted = of("突然のご連絡失礼いたします。貴社のホームページを拝見しました。オンラインで30分ほどお打ち合わせをお願いします。");
    assert!(greeted.score >= THRESHOLD && !greeted.aside, "nothing is offered: {greeted:?}");
}

#[test]
fn what_the_request_knows_counts() {
    let text = "ご担当者様 サービスのご案内です。初期費用無料。";
    let aside = |input: Input| judge(&input).aside;
    let plain = Input { text, ..Input::default() };
    assert!(aside(plain));
    assert!(!aside(Input { order_number: true, ..plain }), "an order weighs more than wording");
    let short = Input { text: "よろしくお願いします", topic: Some(Topic::SalesPitch), ..Input::default() };
    assert!(!aside(short), "a topic chosen by mistake costs nobody the call");
    let declared = Input { text: "商品のご案内をさせてください", topic: Some(Topic::SalesPitch), ..Input::default() };
    assert!(aside(declared));
    let no_reply = judge(&Input { email: "No-Reply@example.com", ..Input::default() });
    assert_eq!(no_reply.signals, [Signal { kind: Kind::Campaign, code: Sign::NoReply }]);
}

#[test]
fn signals_have_stable_names() {
    let judgment = of("突然のご連絡失礼いたします。協業のご提案です。");
    let json = serde_json::to_value(&judgment.signals).unwrap();
    assert_eq!(json[0], serde_json::json!({"kind": "opening", "code": "cold_contact"}));
    assert_eq!(serde_json::from_value::<Vec<Signal>>(json).unwrap(), judgment.signals);
}

#[test]
fn a_signature_is_seen_by_its_lines() {
    assert!(signature("本文\n----------\ntel 03-0000-0000\nhttps://example.com\n----------"));
    assert!(!signature("画面が割れました\nhttps://example.com/photo"));
    assert!(!signature("----------"));
    assert!(!signature(""));
}

#[test]
fn every_phrase_can_be_met() {
    let tables = tables();
    for (code, _, phrases) in &tables.rows {
        for phrase in phrases.split('|').filter(|phrase| !phrase.is_empty()) {
            let received = without(phrase.to_owned(), &tables.received);
            assert_eq!(received, phrase, "{code:?} is hidden by what is received");
        }
    }
}

/// Real and realistic mails, for evaluation only: at least 18 of 20 pitches,
/// and no honest one.
#[test]
fn reference_mails() {
    let Some(lines) = crate::oracle::text("sales_mail/dev.jsonl") else { return };
    let (mut found, mut pitches) = (0, 0);
    for line in lines.lines() {
        let mail: serde_json::Value = serde_json::from_str(line).unwrap();
        let judgment = of(&format!("{}\n{}", mail["title"].as_str().unwrap(), mail["message"].as_str().unwrap()));
        match mail["label"].as_str().unwrap() {
            "sales" => {
                pitches += 1;
                found += usize::from(judgment.aside);
            }
            "legit" => assert!(!judgment.aside, "{mail} {judgment:?}"),
            _ => println!("gray: {} {}", mail["id"], judgment.aside),
        }
    }
    println!("{found} of {pitches} pitches found");
    assert!(found >= pitches - 2);
}

/// Citizens' questions, typed and in hiragana, and the answers of a city:
/// none is a pitch.
#[test]
fn reference_questions() {
    let (mut highest, mut flagged) = (0, Vec::new());
    let mut honest = |text: &str| {
        let judgment = of(text);
        highest = highest.max(judgment.score);
        if judgment.aside {
            flagged.push(format!("{text} {judgment:?}"));
        }
    };
    for name in ["queries.dev.json", "queries.dev.hiragana.json"] {
        let Some(queries) = crate::oracle::json(&format!("localgovfaq/{name}")) else { return };
        queries.as_object().unwrap().values().for_each(|text| honest(text.as_str().unwrap()));
    }
    let Some(faq) = crate::oracle::json("localgovfaq/faq.json") else { return };
    for entry in faq.as_array().unwrap() {
        honest(entry["question"].as_str().unwrap());
        honest(entry["answer"].as_str().unwrap());
    }
    println!("highest score {highest}, threshold {THRESHOLD}");
    assert!(flagged.is_empty(), "{flagged:#?}");
}

proptest! {
    #[test]
    fn any_text_is_judged_and_its_width_does_not_matter(text in "[ -~]{0,80}") {
        let wide: String = text.chars().map(|c| match c {
            '!'..='~' => char::from_u32(c as u32 + 0xFEE0).unwrap(),
            _ => '\u{3000}',
        }).collect();
        prop_assert_eq!(of(&text), of(&wide));
    }

    #[test]
    fn nothing_panics(text in "\\PC{0,300}", email in "\\PC{0,30}", order_number: bool) {
        let judgment = judge(&Input { text: &text, email: &email, order_number, ..Input::default() });
        prop_assert!(!judgment.aside || judgment.score >= THRESHOLD);
    }
}
