//! Texts with which pages, terminals, spreadsheets, chats and parsers have come
//! to grief. The worker's own tests read them too.

/// The texts; each begins with a letter or holds one, so that most fields take
/// them.
pub fn texts() -> Vec<String> {
    let markup = [
        "a<script>__ran=1</script>",
        "a\"><img src=x onerror=__ran=1>",
        "a'><svg/onload=__ran=1>",
        "a<iframe srcdoc=\"<script>parent.__ran=1</script>\">",
        "<a href=\"javascript:__ran=1\">a</a>",
        "a</textarea></title></style></dd></dl><style>*{display:none!important}</style>",
        "a<template><!--",
        "a]]>--><base href=\"https://evil.example/\">",
        "a<form action=\"https://evil.example\"><button>",
        "&lt;script&gt;a &amp;#60; &#x3C;b&#x3E;",
        "%3Cscript%3E a \\u003cscript\\u003e",
        "a onmouseover=__ran=1 style=position:fixed;inset:0",
        "[a](javascript:__ran=1) ![a](x\" onerror=\"__ran=1)",
        "javascript:__ran=1",
        "data:text/html,<script>__ran=1</script>",
    ];
    let templates = [
        "{{constructor.constructor('__ran=1')()}}",
        "${__ran=1} a `${__ran=1}`",
        "<%= __ran=1 %> a <? __ran=1 ?>",
        "#{7*7} {{7*7}} {%a%} $(a) `a`",
        "{shop} {day} {count} a",
        "__proto__",
        "constructor",
        "toString",
        "'; DROP TABLE tickets; --",
        "%s%n%x a %00 %0d%0aSet-Cookie:a=b",
        "../../../../etc/passwd",
        "a <!channel> <@U1> @here @all [toall] [To:1]a",
    ];
    let formulas = ["=HYPERLINK(\"https//evil.example\",\"a\")", "+1+1a", "-2+3a", "@SUM(1)a", "\t=1+1a", "\r=1+1a", "＝1+1a"];
    let unseen = [
        "a\u{202E}exe.txt\u{202C}b",
        "a\u{2066}b\u{2069}c\u{2067}d",
        "a\u{200B}b\u{FEFF}c\u{2060}d\u{00AD}e",
        "a\u{200D}b\u{E0041}\u{E0042}c",
        "a\u{0}b\u{1}\u{1B}[31mc\u{7F}\u{9B}d\u{8}e",
        "a\r\nSet-Cookie: b=c\r\n\r\n<b>d</b>",
        "a\nb\u{2028}c\u{2029}d\u{85}e\u{B}f\u{C}g",
        "\u{FEFF}a",
    ];
    let honest = [
        "👨\u{200D}👩\u{200D}👧\u{200D}👦 🇯🇵 👩🏽\u{200D}🚒 ☎\u{FE0F} a",
        "葛\u{E0100}飾区 か\u{3099} ﬁ İ a",
        "שלום عليكم a",
        "𠮷野家の𩸽 a",
        "\u{10FFFF}\u{FFFD}a",
    ];
    let mut all: Vec<String> =
        [&markup[..], &templates[..], &formulas[..], &unseen[..], &honest[..]].concat().into_iter().map(str::to_owned).collect();
    all.push(format!("a{}", "W".repeat(58)));
    all.push(format!("a{}", "\u{301}".repeat(58)));
    all.push(format!("a{}", "長".repeat(190)));
    all
}

/// What chats and help desks would take for their own markup. Answers, which
/// are written in Markdown, would too.
pub fn of_chats() -> Vec<String> {
    let texts = [
        "a <at>evil@shop.example</at> <https://evil.example|Open> [x](https://evil.example) **b** _i_ ~s~ # h",
        "a [info][title]x[/title][/info] [rp aid=1 to=2-3] [code]x[/code] :skull: <!date^1^x|x>",
    ];
    texts.map(str::to_owned).into()
}
