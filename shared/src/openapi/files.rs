//! Bodies that are files and no JSON of ours: by media type, with an example.

use serde_json::{Value, json};

/// A media type and an example of it.
pub(super) type File = (&'static str, &'static str);

/// A shop's questions, as they are taken.
pub(super) const FAQ_IN: &[File] = &[
    ("text/csv", "カテゴリ,質問,回答,別の聞き方\r\n配送,送料はいくらですか,全国一律660円です。,配送料|そうりょう\r\n"),
    ("text/markdown", "# 配送\n\n## 送料はいくらですか {#shipping-fee}\n別の聞き方: 配送料 | そうりょう\n\n全国一律**660円**です。\n"),
    ("application/ld+json", JSON_LD),
    ("text/html", "<!doctype html><script type=\"application/ld+json\">{\"@type\": \"FAQPage\", \"mainEntity\": []}</script>"),
];

/// The same, as they are given.
pub(super) const FAQ_OUT: &[File] = &[("text/csv", ""), ("text/markdown", ""), ("application/ld+json", JSON_LD)];

/// A part of the desk's board.
pub(super) const BOARD_OUT: &[File] =
    &[("text/csv", "店舗ID,店舗名,受付件数,期限内応答,期限超過,応答率（%）\r\ndemo,木綿屋,12,11,1,91.7\r\n")];

const JSON_LD: &str = r#"{"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": "送料はいくらですか", "acceptedAnswer": {"@type": "Answer", "text": "<p>全国一律660円です。</p>"}}]}"#;

/// What a description says of them.
pub(super) fn content(files: &[File]) -> impl Iterator<Item = (String, Value)> {
    files.iter().map(|(kind, example)| {
        let is_json = kind.ends_with("json");
        let mut content = json!({ "schema": {"type": if is_json { "object" } else { "string" }} });
        if !example.is_empty() {
            content["example"] = if is_json { serde_json::from_str(example).unwrap_or_default() } else { (*example).into() };
        }
        ((*kind).to_owned(), content)
    })
}
