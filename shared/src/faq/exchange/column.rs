//! What an entry's fields are called in tables and texts, and how their values
//! are written there.

use super::super::Entry;
use crate::fold::fold_char;
use crate::json;
use serde_json::{Map, Value};

/// A field.
pub struct Column {
    /// As JSON calls it.
    pub field: &'static str,
    kind: Kind,
    /// What it may be called besides, the first of them in Japanese.
    names: &'static [&'static str],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// One word: the space around it is none of it.
    Word,
    /// A day; spreadsheets write it `2026/12/1`.
    Day,
    /// A text as it is.
    Text,
    /// Texts on lines of their own, or parted by `|`; or a JSON list.
    List,
    /// The same, parted by commas too.
    Names,
    /// JSON.
    Json,
}

/// All fields, in the order written.
pub const COLUMNS: [Column; 12] = [
    Column { field: "id", kind: Kind::Word, names: &["ID"] },
    Column { field: "lang", kind: Kind::Word, names: &["言語", "language"] },
    Column { field: "category", kind: Kind::Text, names: &["カテゴリ", "カテゴリー", "分類", "見出し"] },
    Column { field: QUESTION, kind: Kind::Text, names: &["質問", "質問文", "ご質問"] },
    Column { field: ANSWER, kind: Kind::Text, names: &["回答", "回答文", "答え"] },
    Column { field: "wordings", kind: Kind::List, names: &["別の聞き方", "言い換え", "キーワード", "keywords"] },
    Column { field: "topic", kind: Kind::Word, names: &["用件"] },
    Column { field: "products", kind: Kind::Names, names: &["商品", "商品コード", "商品番号", "sku"] },
    Column { field: "product_categories", kind: Kind::List, names: &["商品カテゴリ", "商品カテゴリー"] },
    Column { field: "valid_from", kind: Kind::Day, names: &["掲載開始", "掲載開始日"] },
    Column { field: "valid_until", kind: Kind::Day, names: &["掲載終了", "掲載終了日"] },
    Column { field: "steps", kind: Kind::Json, names: &["手順"] },
];

/// The field that holds the question.
pub const QUESTION: &str = "question";
/// The field that holds the answer.
pub const ANSWER: &str = "answer";

impl Column {
    /// The field of this name, in whatever width and case.
    pub fn named(name: &str) -> Option<&'static Self> {
        let is = |own: &&str| plain(own).eq(plain(name));
        COLUMNS.iter().find(|column| is(&column.field) || column.names.iter().any(is))
    }

    /// What it is called for people.
    pub fn title(&self, japanese: bool) -> &'static str {
        self.names.first().filter(|_| japanese).unwrap_or(&self.field)
    }

    /// The value that a text stands for; none for an empty one. What can't be
    /// read stays a text, which is then a fault of its field.
    pub fn value(&self, text: &str) -> Option<Value> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return None;
        }
        let read = || json::read(trimmed.as_bytes()).unwrap_or_else(|| trimmed.into());
        Some(match self.kind {
            Kind::Text => text.into(),
            Kind::Word => trimmed.into(),
            Kind::Day => trimmed
                .split(['/', '-'])
                .map(|part| if part.len() == 1 { ["0", part].concat() } else { part.to_owned() })
                .collect::<Vec<_>>()
                .join("-")
                .into(),
            Kind::Json => read(),
            Kind::List | Kind::Names if trimmed.starts_with('[') => read(),
            Kind::List | Kind::Names => {
                let commas: &[char] = if self.kind == Kind::Names { &['\n', '|', '｜', ',', '、'] } else { &['\n', '|', '｜'] };
                let items = trimmed.split(commas).map(str::trim).filter(|item| !item.is_empty());
                items.map(Value::from).collect()
            }
        })
    }

    /// The text that stands for a value; `between` parts what a list holds.
    /// What couldn't be read back from a plain list is written as JSON.
    pub fn text(&self, value: &Value, between: &str) -> String {
        match value {
            Value::String(text) => text.clone(),
            Value::Array(items) => {
                let list = items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(between);
                if self.value(&list).as_ref() == Some(value) { list } else { written(value) }
            }
            value => written(value),
        }
    }
}

/// An entry's fields by their names.
pub fn fields(entry: &Entry) -> Map<String, Value> {
    // By way of text, which is written and read anyway: serde's own way to a
    // value would be compiled for this alone.
    json::read(written(entry).as_bytes()).unwrap_or_default()
}

/// A value as JSON.
pub fn written<T: serde::Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A name without what is told in more than one way.
fn plain(name: &str) -> impl Iterator<Item = char> {
    let folded = name.chars().map(|c| fold_char(c).to_ascii_lowercase());
    folded.filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-'))
}
