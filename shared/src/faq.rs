//! A shop's questions and answers.

#[cfg(any(feature = "files", test))]
pub mod exchange;
mod readings;
mod rich;
mod search;

pub use readings::readings;
pub use rich::{Piece, pieces, words};
pub use search::{Found, Hit, Index, Marks, Query};

use crate::day::Day;
use crate::fault::{Code, Fault, Faults};
use crate::field::{EntryId, sized};
use crate::script::{self, Step};
use crate::settings::is_language;
use crate::topic::Topic;
use serde::{Deserialize, Serialize};

/// One question with its answer, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "FaqEntry"))]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// `a-z`, `0-9` and `-`; the same id in another language is its translation.
    pub id: String,
    /// Two letters.
    pub lang: String,
    /// The heading that it stands under.
    pub category: String,
    /// The question.
    pub question: String,
    /// Plain text, with a little of Markdown: paragraphs, lists, tables, `**strong**` words,
    /// `[links](https://…)`, `![images](https://…)` from the shop's origins.
    pub answer: String,
    /// Other ways in which people ask this.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wordings: Vec<String>,
    /// The topic of a call back about this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<Topic>,
    /// The products (by SKU) that this is about; none here and no category: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<String>,
    /// The categories of products that this is about, as the shop's pages name
    /// them: all of `衣類 > シャツ`, or one part of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub product_categories: Vec<String>,
    /// The first day on which it is published, by the shop's clocks; absent:
    /// at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Day>,
    /// The last day on which it is published; absent: for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Day>,
    /// Questions that lead on from the answer, one at a time; the first of them
    /// begins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

impl Entry {
    /// Whether it is published on `day`.
    pub fn is_valid_on(&self, day: Day) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_until.is_none_or(|until| day <= until)
    }

    /// Whether it is about some products only.
    pub fn is_special(&self) -> bool {
        !self.products.is_empty() || !self.product_categories.is_empty()
    }

    /// Whether it is about just this product: by its SKU, or by its category
    /// as the page names it. Of what is about all products it isn't said.
    pub fn is_about(&self, sku: &str, category: &str) -> bool {
        let own = |names: &[String], name: &str| !name.is_empty() && names.iter().any(|own| own.trim() == name);
        own(&self.products, sku.trim())
            || own(&self.product_categories, category.trim())
            || category.split('>').any(|part| own(&self.product_categories, part.trim()))
    }
}

/// The body of `PUT /v1/shops/{shop}/faq`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Faq {
    /// The entries, in the order shown.
    pub entries: Vec<Entry>,
}

/// The most entries of a shop, all languages together.
const ENTRIES_MAX: usize = 5_000;
/// Longest question, heading or wording, in characters.
const QUESTION_MAX: usize = 300;
/// Longest answer, in characters.
const ANSWER_MAX: usize = 4_000;

impl Faq {
    /// All faults, by path.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        if self.entries.len() > ENTRIES_MAX {
            faults.add("entries", Code::OutOfRange);
        }
        let mut seen = std::collections::BTreeSet::new();
        for (i, entry) in self.entries.iter().enumerate() {
            let mut fault = |name: &str, code| faults.add_within(format!("entries.{i}.{name}"), code);
            if EntryId::parse(&entry.id).is_err() {
                fault("id", Code::Malformed);
            }
            if !seen.insert((&entry.lang, &entry.id)) {
                fault("id", Code::Duplicate);
            }
            if !is_language(&entry.lang) {
                fault("lang", Code::Malformed);
            }
            let texts = [
                ("category", &entry.category, QUESTION_MAX),
                ("question", &entry.question, QUESTION_MAX),
                ("answer", &entry.answer, ANSWER_MAX),
            ];
            for (name, text, max) in texts {
                if let Err(code) = sized(text, max) {
                    fault(name, code);
                }
            }
            if entry.wordings.iter().any(|wording| wording.chars().count() > QUESTION_MAX) {
                fault("wordings", Code::TooLong);
            }
            if entry.product_categories.iter().any(|category| category.chars().count() > QUESTION_MAX) {
                fault("product_categories", Code::TooLong);
            }
            // A day on which it would be published is needed.
            if entry.valid_from.zip(entry.valid_until).is_some_and(|(from, until)| until < from) {
                fault("valid_until", Code::OutOfRange);
            }
            script::check(&format!("entries.{i}.steps"), &entry.steps, &mut faults);
        }
        faults.into_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::told;
    use serde_json::{Value, json};

    fn entry(more: Value) -> Entry {
        let mut entry = json!({"id": "a", "lang": "ja", "category": "c", "question": "q", "answer": "a"});
        entry.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        serde_json::from_value(entry).unwrap()
    }

    fn faults(more: Value) -> Vec<String> {
        told(Faq { entries: vec![entry(more)] }.faults())
    }

    #[test]
    fn the_demos_are_in_order() {
        for demo in [include_str!("../../www/demo/faq.json"), include_str!("../../www/demo-en/faq.json")] {
            let faq = crate::settings::read::<Faq>(demo.as_bytes(), |_| vec![]).unwrap();
            let talks = |lang: &str| faq.entries.iter().filter(|entry| entry.lang == lang && !entry.steps.is_empty()).count();
            assert!(talks("en") == 3 && [0, 3].contains(&talks("ja")), "{} {}", talks("en"), talks("ja"));
        }
    }

    #[test]
    fn both_its_days_count() {
        let day = |text: &str| Day::parse(text).unwrap();
        let year_end = entry(json!({"valid_from": "2026-12-28", "valid_until": "2027-01-04"}));
        let on = ["2026-12-27", "2026-12-28", "2027-01-04", "2027-01-05"].map(|text| year_end.is_valid_on(day(text)));
        assert_eq!(on, [false, true, true, false]);
        assert!(entry(json!({})).is_valid_on(day("0000-01-01")));
        let one_day = json!({"valid_from": "2026-12-28", "valid_until": "2026-12-28"});
        assert_eq!(faults(one_day), [""; 0]);
        let never = json!({"valid_from": "2026-12-28", "valid_until": "2026-12-27"});
        assert_eq!(faults(never), ["entries.0.valid_until out_of_range"]);
    }

    #[test]
    fn it_is_about_products_by_number_or_by_category() {
        let shirts = entry(json!({"products": ["S-1"], "product_categories": ["シャツ", "衣類 > 帽子"]}));
        for (sku, category, about) in [
            ("S-1", "", true),
            (" S-1 ", "靴", true),
            ("S-2", "衣類 > シャツ", true),
            ("", "シャツ", true),
            ("", "衣類 > 帽子", true),
            ("", "衣類>シャツ>長袖", true),
            ("S-2", "衣類", false),
            ("", "Tシャツ", false),
            ("", "", false),
        ] {
            assert_eq!(shirts.is_about(sku, category), about, "{sku} {category}");
        }
        let all = entry(json!({}));
        assert!(!all.is_about("S-1", "シャツ") && !all.is_special() && shirts.is_special());
        assert!(entry(json!({"product_categories": ["シャツ"]})).is_special());
        assert_eq!(faults(json!({"product_categories": ["あ".repeat(301)]})), ["entries.0.product_categories too_long"]);
    }

    #[test]
    fn what_is_wrong_with_its_steps_stands_at_their_path() {
        let steps = json!([{"id": "a", "text": "?", "choices": [{"label": "はい", "to": "z"}]}]);
        assert_eq!(faults(json!({"steps": steps})), ["entries.0.steps.0.choices.0.to unknown"]);
    }
}
