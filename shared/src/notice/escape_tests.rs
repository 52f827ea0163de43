//! What each markup would act on, and what is left of it.

use super::*;
use proptest::prelude::*;

/// Text that is rich in what markups act on.
pub(crate) fn hostile() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        prop::sample::select(vec![
            "<!channel>",
            "<!here|x>",
            "<@U012>",
            "<https://evil.example|here>",
            "@here",
            "@channel",
            "@everyone",
            "x@y.jp",
            "[info]",
            "[/info]",
            "[To:123]",
            "[toall]",
            "[title]",
            "<at>山田</at>",
            "<script>alert(1)</script>",
            "<b",
            "\"",
            "'",
            "&lt;",
            "&amp;",
            "*",
            "_",
            "~",
            "`",
            "```",
            "=1+1",
            "+81",
            "-2",
            "@SUM(A1)",
            "＝1",
            "\t",
            "\r",
            "\n",
            "\r\n",
            "\u{2028}",
            "\u{85}",
            "\u{0}",
            "\u{1B}",
            "\u{202E}",
            "\u{2066}",
            "\u{2069}",
            "\u{200F}",
            "\u{FEFF}",
            "\u{E0041}",
            "# ",
            "- ",
            "1. ",
            "> ",
            "---",
            "===",
            "[a](javascript:x)",
            "![x](y)",
            "|",
            "\\",
            " ",
            "山",
            "a",
            "連絡先: ",
            "7",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

#[test]
fn html_has_no_tag_and_ends_no_attribute() {
    assert_eq!(html("<img src=x onerror='a'> & \"b\""), "&lt;img src=x onerror=&#39;a&#39;&gt; &amp; &quot;b&quot;");
    assert_eq!(html("山田 花子"), "山田 花子");
}

#[test]
fn slack_mentions_nobody_and_marks_nothing() {
    assert_eq!(slack("<!channel> <@U1> <https://a.example|b>"), "&lt;!channel&gt; &lt;＠U1&gt; &lt;https://a.example|b&gt;");
    assert_eq!(slack("@here a@here (@channel) ＠x"), "＠here a＠here (＠channel) ＠x");
    assert_eq!(slack("*b* _i_ ~s~ `c` ```d```"), "＊b＊ ＿i＿ ～s～ ｀c｀ ｀｀｀d｀｀｀");
    assert_eq!(slack("> quoted\n  > too\na > b"), "＞ quoted\n  ＞ too\na &gt; b");
}

#[test]
fn what_must_be_copied_stays_as_it_is_in_slack() {
    for text in ["KB_2026_1121", "hana_yamada+shop@mail.example.co.jp", "a@here.com", "2*3", "https://shop.example/a_b~c"] {
        assert_eq!(slack(text), text);
    }
}

#[test]
fn markdown_marks_nothing() {
    assert_eq!(markdown("**b** [x](y) ![z](w) `c`"), r"\*\*b\*\* \[x\]\(y\) \!\[z\]\(w\) \`c\`");
    assert_eq!(markdown("# h\n- a\n + b\n1. c\n12) d\n===\na-b 1.5 x=y"), "\\# h\n\\- a\n \\+ b\n1\\. c\n12\\) d\n\\===\na-b 1.5 x=y");
    assert_eq!(markdown("<at>山田</at> @everyone \\<b>"), r"&lt;at&gt;山田&lt;/at&gt; ＠everyone \\&lt;b&gt;");
    assert_eq!(markdown("hana@example.jp"), "hana@example.jp");
    assert_eq!(markdown("1234567890. x"), "1234567890. x");
}

#[test]
fn chatwork_has_no_tag() {
    assert_eq!(chatwork("[info][To:123]山田さん[/info]"), "［info］［To:123］山田さん［/info］");
    assert_eq!(chatwork("https://evil.example 10:30 a:/b"), "https：//evil.example 10:30 a:/b");
}

#[test]
fn line_works_mentions_nobody() {
    assert_eq!(line_works("<m userId=\"all\"> 10:30 http://a.example"), "＜m userId=\"all\"＞ 10:30 http：//a.example");
}

#[test]
fn a_help_desk_fills_in_nothing_and_marks_nothing() {
    assert_eq!(
        zendesk("<b>{{ticket.requester.email}}</b> {% if x %} {a} @here"),
        "&lt;b&gt;｛{ticket.requester.email}}&lt;/b&gt; ｛% if x %} {a} ＠here"
    );
    assert_eq!(zendesk("hana@example.jp \"'"), "hana@example.jp &quot;&#39;");
    assert_eq!(liquid("{{{x}}} {%x%} { {x} }"), "｛｛{x}}} ｛%x%} { {x} }");
}

#[test]
fn no_address_is_found_in_what_is_unlinked() {
    assert_eq!(unlinked("https://evil.example/a?b www.evil.example"), "https：//evil．example/a?b www．evil．example");
    assert_eq!(unlinked("javascript:x mailto:a@b.jp 名前.コム"), "javascript：x mailto：a@b．jp 名前．コム");
    assert_eq!(unlinked("1.5kg 12:30 A: b. Ok…"), "1.5kg 12:30 A: b. Ok…");
}

#[test]
fn a_field_is_one_field_and_no_formula() {
    assert_eq!(csv("山田, 花子"), "\"山田, 花子\"");
    assert_eq!(csv("a\"b"), "\"a\"\"b\"");
    for formula in ["=1+1", "+81", "-2", "@SUM", "＝1", "＋1", "－1", "＠x", "\tx", "\r=1", "\n=1", " =1", "\u{3000}=1", "\u{FEFF}=1"] {
        assert_eq!(csv(formula), format!("\"'{formula}\""), "{formula:?}");
    }
    assert_eq!(csv("1=1"), "\"1=1\"");
    assert_eq!(csv(""), "\"\"");
}

/// The fields of one CSV record, read by RFC 4180.
fn fields(record: &str) -> Vec<String> {
    let (mut fields, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = record.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => field.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(std::mem::take(&mut field)),
            other => field.push(other),
        }
    }
    assert!(!quoted, "a quote is left open: {record:?}");
    fields.push(field);
    fields
}

proptest! {
    #[test]
    fn nothing_active_is_left(text in hostile()) {
        let html = html(&text);
        prop_assert!(!html.contains(['<', '>', '"', '\'']), "{html}");
        prop_assert_eq!(html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&"), text.as_str());

        let slack = slack(&text);
        prop_assert!(!slack.contains(['<', '>', '`']), "{slack}");
        prop_assert!(slack.split('&').skip(1).all(|rest| ["amp;", "lt;", "gt;"].iter().any(|entity| rest.starts_with(entity))), "{slack}");
        for mention in ["@here", "@channel", "@everyone"] {
            prop_assert!(slack.match_indices(mention).all(|(at, _)| is_address(&slack, at)), "{slack}");
        }

        let markdown = markdown(&text);
        prop_assert!(!markdown.contains(['<', '>']), "{markdown}");
        let bare: String = markdown.replace("\\\\", "");
        prop_assert!(bare.match_indices(['*', '_', '`', '[', ']', '(', ')', '|', '#', '!', '~']).all(|(at, _)| bare.split_at(at).0.ends_with('\\')), "{markdown}");

        prop_assert!(!chatwork(&text).contains(['[', ']']) && !chatwork(&text).contains("://"));
        prop_assert!(!line_works(&text).contains(['<', '>']) && !line_works(&text).contains("://"));

        let zendesk = zendesk(&unlinked(&text));
        prop_assert!(!zendesk.contains(['<', '>', '"', '\'']) && !zendesk.contains("{{") && !zendesk.contains("{%") && !zendesk.contains("://"), "{zendesk}");

        let record = [csv(&text), csv("次")].join(",");
        let read = fields(&record);
        prop_assert_eq!(read.len(), 2, "{}", record);
        prop_assert_eq!(read[0].strip_prefix('\'').filter(|_| !text.starts_with('\'')).unwrap_or(&read[0]), text.as_str());
        prop_assert!(!read[0].trim_start_matches([' ', '\u{3000}']).starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{record:?}");
    }
}

/// Whether the `@` at a place has a letter before it and a name with a dot behind.
fn is_address(text: &str, at: usize) -> bool {
    let before = text.split_at(at).0.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric() || "._-+".contains(c));
    before && text.split_at(at + 1).1.split(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-').next().unwrap().contains('.')
}
