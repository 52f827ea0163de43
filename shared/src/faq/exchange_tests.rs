use super::*;
use crate::fault::Fault;
use crate::settings::Document;
use proptest::prelude::*;

const TERMS: Terms<'_> = Terms { only: None, lang: "ja", category: "よくあるご質問" };

fn read(format: Format, text: &str) -> Result<Faq, Vec<Fault>> {
    read_over(format, text, &Faq::default(), TERMS)
}

fn read_over(format: Format, text: &str, stored: &Faq, terms: Terms<'_>) -> Result<Faq, Vec<Fault>> {
    import(format, text, stored, terms, &mut |_| vec![]).map_err(|unread| match unread {
        Unread::Faulty(faults) => faults,
        Unread::NoObject => vec![],
    })
}

fn written(format: Format, faq: &Faq) -> String {
    export(format, &faq.entries.iter().collect::<Vec<_>>(), faq.entries.len().is_multiple_of(2))
}

/// Faults as `line column: path code (hint)`.
fn told(read: Result<Faq, Vec<Fault>>) -> Vec<String> {
    let fault = |fault: Fault| {
        let at = fault.at.map(|at| format!("{}{}: ", at.line, at.column.map(|column| format!(" {column}")).unwrap_or_default()));
        let hint = fault.hint.map(|hint| format!(" ({hint})")).unwrap_or_default();
        format!("{}{} {}{hint}", at.unwrap_or_default(), fault.path, fault.code.as_str())
    };
    read.unwrap_err().into_iter().map(fault).collect()
}

fn questions(faq: &Faq) -> Vec<(&str, &str, &str)> {
    faq.entries.iter().map(|entry| (entry.category.as_str(), entry.question.as_str(), entry.answer.as_str())).collect()
}

#[test]
fn a_table_as_an_owner_keeps_it() {
    let text = "\u{FEFF}カテゴリー;ご質問;回答;商品番号;#メモ;掲載開始日;Valid-Until\r\n\
                配送;送料は？;\"全国一律\r\n\"\"660\"\"円です。\";KM-1、KM-2;社内用;2026/12/1;2026-12-28\r\n\
                ;;;;;;\r\n\
                返品;返品できますか;-7日以内;;;;;\r\n";
    let faq = read(Format::Csv, text).unwrap();
    assert_eq!(questions(&faq), [("配送", "送料は？", "全国一律\n\"660\"円です。"), ("返品", "返品できますか", "-7日以内")]);
    let first = &faq.entries[0];
    assert_eq!((first.lang.as_str(), &first.products[..]), ("ja", &["KM-1".to_owned(), "KM-2".to_owned()][..]));
    assert_eq!(first.valid_from.map(|day| day.to_string()).as_deref(), Some("2026-12-01"));
    let tabs = read(Format::Csv, "sep=;\nquestion;answer\na;b").unwrap();
    assert_eq!(questions(&tabs), [("よくあるご質問", "a", "b")]);
    assert_eq!(questions(&read(Format::Csv, "質問\t回答\n\"a\tb\"\tc,d").unwrap()), [("よくあるご質問", "a\tb", "c,d")]);
}

#[test]
fn faults_of_a_table_have_their_line_and_column() {
    let csv = |text: &str| told(read(Format::Csv, text));
    assert_eq!(csv(""), ["entries required"]);
    assert_eq!(csv("質問,回答\r\n"), ["entries required"]);
    assert_eq!(csv("質問,回等,質問\r\n"), ["1 回等: 回等 unknown_key", "1 質問: 質問 duplicate", "1: answer required"]);
    let text = "質問,回答,用件,言語\r\n\"一\n二\",\"\r\n\",,ja\r\n三,四,delivery_statu,jp1\r\n五,六,,,七\r\n";
    assert_eq!(
        csv(text),
        ["3 回答: entries.0.answer required", "5 用件: entries.1.topic unknown (delivery_status)", "6: entries.2 malformed",],
        "what is right is read though something else is wrong"
    );
    assert_eq!(csv("質問,回答\n一,二\n三,\"四\n五"), ["3: entries.1 malformed"]);
    assert_eq!(csv("質問,回答\n一,二\n三,\"四\"五\n"), ["3: entries.1 malformed"]);
    assert_eq!(csv("\"質問,回答\n"), ["1:  malformed"]);
    assert_eq!(csv("質問,回答\n一,二\n 一,三\n"), ["3 質問: entries.1.question duplicate"]);
    assert_eq!(csv("id,質問,回答\na,一,二\na,三,四\nA!,五,六\n"), ["3 id: entries.1.id duplicate", "4 id: entries.2.id malformed"]);
    assert_eq!(csv("質問,回答,手順\n一,二,{]\n"), ["2 手順: entries.0.steps malformed"]);
}

#[test]
fn a_text_as_an_owner_writes_it() {
    let text = "---\nlang: ja\n---\n# よくあるご質問\n\n## 配送\n商品カテゴリ：シャツ\n\n### 送料はいくらですか？ {#fee}\n\n別の聞き方: 配送料 | そうりょう\n\
                別の聞き方: 送料\n用件: delivery_status\n\n全国一律**660円**です。\n\n- 沖縄も\n  - 離島も\n注意: なし\n\n### 届くのは\r\n3日です。\n## 返品\n### できますか\n\\# はい\n";
    let faq = read(Format::Markdown, text).unwrap();
    assert_eq!(
        questions(&faq),
        [
            ("配送", "送料はいくらですか？", "全国一律**660円**です。\n\n- 沖縄も\n  - 離島も\n注意: なし"),
            ("配送", "届くのは", "3日です。"),
            ("返品", "できますか", "# はい"),
        ]
    );
    let first = &faq.entries[0];
    assert_eq!((first.id.as_str(), first.lang.as_str(), first.topic.map(|topic| topic.slug())), ("fee", "ja", Some("delivery_status")));
    assert_eq!((first.wordings.join(","), first.product_categories.join(",")), ("配送料,そうりょう,送料".to_owned(), "シャツ".to_owned()));
    assert!(faq.entries[2].product_categories.is_empty(), "what a category says ends with it");
    assert_eq!(questions(&read(Format::Markdown, "# 質問\n答え\n").unwrap()), [("よくあるご質問", "質問", "答え")]);
}

#[test]
fn faults_of_a_text_have_their_line() {
    let md = |text: &str| told(read(Format::Markdown, text));
    assert_eq!(md(""), ["entries required"]);
    assert_eq!(md("ただの文\nもう一行"), ["1:  malformed"]);
    assert_eq!(md("# 題\n\n前置き\n続き\n\n## 問\n答\n"), ["3:  malformed"]);
    assert_eq!(
        md("# 配送\n## 一 {#A!}\n\n用件: 配送\n\n## 二\n\n掲載開始: あした\n## \n答\n"),
        [
            "2: entries.0.answer required",
            "4: entries.0.topic unknown",
            "6: entries.1.answer required",
            "8: entries.1.valid_from malformed",
            "9: entries.2.question required",
        ],
        "sense is judged when all have their shape"
    );
    assert_eq!(md("# 一 {#A!}\n二\n"), ["1: entries.0.id malformed"]);
}

const PAGE: &str = r#"<!doctype html><html><head><!-- <script type="application/ld+json">{"@type":"FAQPage"</script> -->
<script>if (1 < 2) { document.write("<script type='application/ld+json'>") }</script>
<script type="application/ld+json">{"@type": "Product", "name": "x"}</script>
<SCRIPT data-a='>' type=application/ld+json >
{"@context": "https://schema.org", "@graph": [
  {"@type": ["WebPage", "FAQPage"], "inLanguage": "ja-JP", "mainEntity": [
    {"@type": "Question", "name": "送料は &amp; いくら<br>ですか", "acceptedAnswer":
      {"@type": "Answer", "text": "<p>全国一律<strong>660円</strong>です。&nbsp;<a href='https://shop.example/fee?a=1&amp;b=2'>料金表</a></p><ul><li>沖縄も</li><li>離島も</li></ul><style>alert(1)</style>"}},
    {"@type": "Question", "name": "返品は", "alternateName": ["返せる"], "identifier": "returns", "about": {"name": "返品"},
      "acceptedAnswer": [{"text": "できます。\n\n7日以内です。 <3"}]}]}
]}
</SCRIPT>"#;

#[test]
fn the_faq_of_a_page_is_taken_out_of_it() {
    let faq = read(Format::JsonLd, PAGE).unwrap();
    assert_eq!(
        questions(&faq),
        [
            (
                "よくあるご質問",
                "送料は & いくら ですか",
                "全国一律**660円**です。 [料金表](https://shop.example/fee?a=1&b=2)\n\n- 沖縄も\n- 離島も"
            ),
            ("返品", "返品は", "できます。\n\n7日以内です。 <3"),
        ]
    );
    assert_eq!((faq.entries[1].id.as_str(), faq.entries[1].wordings.join(",")), ("returns", "返せる".to_owned()));
    let page = PAGE.replace("できます。\\n\\n7日以内です。 <3", " ").replace("\"name\": \"送料は &amp; いくら<br>ですか\", ", "");
    assert_eq!(told(read(Format::JsonLd, &page)), ["7: entries.0.question required", "10: entries.1.answer required"]);
    assert_eq!(told(read(Format::JsonLd, &PAGE.replace("[{\"text\"", "[{\"text\",")))[0], "10:  malformed");
    assert_eq!(told(read(Format::JsonLd, "<p>何もない</p>")), ["entries required"]);
    let yoast = r##"[{"@type": "FAQPage", "mainEntity": [{"@id": "#a"}]}, {"@type": "Question", "@id": "#a", "name": "問", "acceptedAnswer": {"text": "答"}}]"##;
    assert_eq!(questions(&read(Format::JsonLd, yoast).unwrap()), [("よくあるご質問", "問", "答")]);
}

#[test]
fn html_becomes_our_text() {
    for (html, text) in [
        ("a &lt;b&gt; &#12354;&#x3042; &unknown; &", "a <b> ああ &unknown; &"),
        ("a\nb", "a\nb"),
        ("<p>a\n  b</p><p>c<br/>d<br>\n e", "a b\n\nc\nd\ne"),
        ("<ol><li>一<li>二<ul><li>三</ul></ol>後", "1. 一\n2. 二\n- 三\n\n後"),
        ("<a href=\"javascript:alert(1)\">x</a> <a href=https://a.example/>[y]</a> <a href='https://a.example/(1)'>z</a>", "x [y] z"),
        ("<b> 太 </b>字 <b></b><strong>a*b</strong>", "**太** 字 a*b"),
        ("<img src=\"https://a.example/1.png\" alt=\"図\"><img src=x onerror=alert(1) alt=y>", "![図](https://a.example/1.png)y"),
        ("<style>p{}</style><template><p>x</p></template>y<!-- z -->", "y"),
        (
            "<table><tr><th>品</th><th>値|段</th></tr><tr><td>皿<br>小</td><td><b>1</b></td></tr></table>後",
            "| 品 | 値｜段 |\n| --- | --- |\n| 皿 小 | **1** |\n\n後",
        ),
        ("<script>never ends", ""),
        ("a <b", "a <b"),
    ] {
        assert_eq!(html::to_text(html), text, "{html}");
    }
}

#[test]
fn faults_of_json_have_their_line_too() {
    let text = "{\"entries\": [\n{\"id\": \"a\", \"lang\": \"ja\",\n\"category\": \"c\", \"question\": \"q\",\n\"answer\": 1}\n]}";
    assert_eq!(told(read(Format::Json, text)), ["4: entries.0.answer malformed"]);
    assert_eq!(unreadable_line("{\n\"a\": [1,\n2,]}"), Some(3));
    assert_eq!(unreadable_line("{\n}\n}"), Some(3));
    assert_eq!(unreadable_line("{\n}"), None);
}

#[test]
fn one_language_is_replaced_and_the_others_stay() {
    let stored = read(Format::Csv, "言語,id,質問,回答\nja,a,一,1\nja,b,二,2\nen,a,one,1\n").unwrap();
    let ids = |faq: &Faq| faq.entries.iter().map(|entry| format!("{}/{}={}", entry.lang, entry.id, entry.answer)).collect::<Vec<_>>();
    let over = |text: &str, only| read_over(Format::Csv, text, &stored, Terms { only, ..TERMS });
    let new = over("質問,回答\n二,3\n", None).unwrap();
    assert_eq!(ids(&new), ["en/a=1", "ja/b=3"], "a file without languages is of the first; its question is known again");
    assert_eq!(differences(&stored, &new), [0, 1, 1]);
    assert_eq!(ids(&over("質問,回答\none,3\n", Some("en")).unwrap()), ["ja/a=1", "ja/b=2", "en/a=3"]);
    assert_eq!(ids(&over("言語,id,質問,回答\nen,x,one,3\n", None).unwrap()), ["en/x=3"], "one that says them is all that there is");
    assert_eq!(told(over("言語,質問,回答\nja,one,3\n", Some("en"))), ["2 言語: entries.0.lang unknown (en)"]);
    assert_eq!(told(over("質問,回答\none,3\n", Some("English"))), ["lang malformed"]);
    assert_eq!(differences(&Faq::default(), &stored), [3, 0, 0]);
}

#[test]
fn ids_are_made_of_the_question_and_stay() {
    let id = |question: &str| read(Format::Markdown, &format!("# {question}\nx")).unwrap().entries[0].id.clone();
    assert_eq!(id("送料は いくら？"), id("送料はいくら?"));
    assert_ne!(id("送料は"), id("送料が"));
    // Of a version that is out: links to answers and counts hang on it.
    assert_eq!(id("送料はいくらですか"), "q-d6bbacm3ih00f");
}

#[test]
fn there_is_a_limit_and_it_is_told() {
    let many = |count: usize| (0..count).map(|n| format!("{n},x\n")).collect::<String>();
    assert_eq!(told(read(Format::Csv, &format!("質問,回答\n{}", many(10_000)))), ["entries out_of_range (5000)"]);
    let stored = read(Format::Csv, &format!("質問,回答\n{}", many(5_000))).unwrap();
    let one = Terms { only: Some("en"), ..TERMS };
    assert_eq!(told(read_over(Format::Csv, "質問,回答\n一,二", &stored, one)), ["entries out_of_range (5000)"]);
}

#[test]
fn formulas_are_only_text() {
    let faq = Faq { entries: vec![entry("=1+1", "'=1", "@x")] };
    let text = written(Format::Csv, &faq);
    assert!(text.contains(",'=1+1,''=1,'@x,"), "{text}");
    assert_eq!(read(Format::Csv, &text).unwrap(), faq);
}

#[test]
fn a_script_can_hold_what_is_written() {
    let faq = Faq { entries: vec![entry("a", "</script><!--", "</SCRIPT>&lt; <b>")] };
    let text = written(Format::JsonLd, &faq);
    assert!(!text.contains('<'), "{text}");
    let page = format!("<script type=\"application/ld+json\">{text}</script>");
    assert_eq!(questions(&read(Format::JsonLd, &page).unwrap()), questions(&faq));
}

#[test]
fn the_specimen_travels_whole() {
    let faq: Faq = serde_json::from_str(Faq::SPECIMEN).unwrap();
    for format in [Format::Json, Format::Csv, Format::Markdown] {
        assert_eq!(read(format, &written(format, &faq)).unwrap(), faq, "{}", written(format, &faq));
    }
}

fn entry(category: &str, question: &str, answer: &str) -> Entry {
    let (id, lang) = ("a".to_owned(), "ja".to_owned());
    let [category, question, answer] = [category, question, answer].map(str::to_owned);
    Entry { id, lang, category, question, answer, ..Entry::default() }
}

/// What such files grow together from.
#[rustfmt::skip]
const PIECES: [&str; 44] = [
    "送料", "a", "B", " ", "　", "\n", "\r", "\"", "\"\"", ",", ";", "\t", "'", "=", "-", "+", "＝", "@", "#", "## ", "\\", "{#x}", "|", "｜", "[", "]",
    "(", "<b>", "</script>", "&", "&#", "&#10;", "&amp;", ": ", "用件: ", "商品：x", "---", "、", "\u{85}", "\u{2028}", "\u{FEFF}", "1. ", "- ", "**",
];

fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 1..12).prop_map(|pieces| {
        let mut text = pieces.concat();
        // Which makes another of `\r\r\n`.
        while text.contains("\r\n") {
            text = text.replace("\r\n", "\n");
        }
        text
    })
}

fn text() -> impl Strategy<Value = String> {
    any_text().prop_filter("it says something", |text| !crate::fold::is_blank(text))
}

fn entries() -> impl Strategy<Value = Faq> {
    let list = || prop::collection::vec(any_text(), 0..3);
    let topic = prop::option::of(prop::sample::select(crate::topic::Topic::ALL.to_vec()));
    let day = prop::option::of(prop::sample::select(vec!["2026-12-01", "2027-01-31"]));
    let one = (text(), text(), text(), list(), list(), list(), topic, day, any::<[bool; 2]>());
    let specimen: Faq = serde_json::from_str(Faq::SPECIMEN).unwrap();
    prop::collection::vec(one, 1..4).prop_map(move |all| {
        let mut faq = Faq::default();
        for (category, question, answer, wordings, products, product_categories, topic, day, [english, steps]) in all {
            let valid_from = day.and_then(crate::day::Day::parse);
            let lang = if english { "en" } else { "ja" }.to_owned();
            let steps = if steps { specimen.entries[0].steps.clone() } else { vec![] };
            let id = format!("e-{}", faq.entries.len());
            let own = entry(&category, &question, &answer);
            faq.entries.push(Entry {
                id,
                lang,
                wordings,
                topic,
                products,
                product_categories,
                valid_from,
                valid_until: valid_from,
                steps,
                ..own
            });
        }
        faq
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back_the_same(faq in entries()) {
        for format in [Format::Csv, Format::Markdown, Format::Json] {
            let text = written(format, &faq);
            prop_assert!(read(format, &text).as_ref() == Ok(&faq), "{format:?} {text}");
        }
    }

    /// It carries less: none of the rest, and of an answer what pages show.
    #[test]
    fn what_is_written_for_search_engines_reads_back_the_same(faq in entries()) {
        let once = read(Format::JsonLd, &written(Format::JsonLd, &faq));
        // Signs alone that HTML takes for space are no question.
        prop_assume!(once.is_ok());
        let once = once.unwrap();
        prop_assert_eq!(once.entries.len(), faq.entries.len());
        for (after, before) in once.entries.iter().zip(&faq.entries) {
            let lean = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!((&after.id, &after.lang, &after.wordings), (&before.id, &before.lang, &before.wordings));
            prop_assert_eq!((&after.question, &after.category), (&lean(&before.question), &lean(&before.category)));
        }
        // What came to look like a list, its spaces being one, is one from then on.
        let again = |faq: &Faq| read(Format::JsonLd, &written(Format::JsonLd, faq)).unwrap();
        let twice = again(&once);
        prop_assert_eq!(again(&twice), twice);
    }

    #[test]
    fn nothing_that_is_sent_is_too_much(text in r#"(質問,回答|#|## |\n|\r\n|\r|"|,|;|用件: x|<script type="application/ld\+json">|</script>|\{"@type":"FAQPage","mainEntity":|\{"@type":"Question","name":|\[|\]|\}|<a href=|<|>|&|!--|'|x){0,40}"#) {
        for format in Format::ALL {
            let _ = read(format, &text);
        }
        html::to_text(&text);
    }

    #[test]
    fn nor_is_any_text(text in ".*") {
        for format in Format::ALL {
            let _ = read(format, &text);
        }
        html::to_text(&text);
    }
}

/// Each of them would take minutes if what was read were read again.
#[test]
fn much_of_anything_is_read_once() {
    for part in [
        "<a ",
        "<!--",
        "<script>",
        "</",
        "<b>",
        "<a href=https://a>",
        "<ul>",
        "<td>",
        "<a b='",
        "&",
        "&#",
        "\"",
        "\"\"",
        "[",
        "{\"a\":",
        "# ",
        "# x\n",
        "\\",
        "a: ",
        "用件: x\n",
        "=",
        ",",
        "\n",
    ] {
        let long = part.repeat(100_000 / part.len());
        html::to_text(&long);
        for format in Format::ALL {
            let _ = read(format, &long);
            let _ = read(format, &["質問,回答\n", &long].concat());
            let _ = read(format, &["<script type='application/ld+json'>{\"@type\": \"FAQPage\", \"x\": \"", &long].concat());
        }
    }
}
