//! Texts that say about the same, put together. The outcome depends on nothing
//! but the texts and their order.

use crate::fold::plain;
use serde::{Deserialize, Serialize};

/// A text, and how often it was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Said {
    /// The text.
    pub text: String,
    /// How often.
    pub count: u64,
}

/// Texts that are alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Alike {
    /// The one that was said most often.
    pub text: String,
    /// How often any of them was said.
    pub count: u64,
    /// Others of them, five at most, those said most often first.
    pub others: Vec<String>,
}

/// Others that a group names.
const OTHERS: usize = 5;

/// Groups of `texts`, which come in the order of how often they were said; at
/// most `most` groups, the greatest first.
///
/// A text joins the first group to whose leading text it is alike: at least
/// three fifths of all pairs of neighbouring characters that both have are had
/// by both (Dice 1945). Widths, upper case and spaces make no difference.
pub fn similar(texts: Vec<Said>, most: usize) -> Vec<Alike> {
    let mut groups: Vec<(Vec<Pair>, Alike)> = Vec::new();
    for Said { text, count } in texts {
        let own = pairs(&text);
        match groups.iter_mut().find(|(lead, _)| alike(lead, &own)) {
            Some((_, group)) => {
                group.count += count;
                if group.others.len() < OTHERS {
                    group.others.push(text);
                }
            }
            None => groups.push((own, Alike { text, count, others: vec![] })),
        }
    }
    let mut greatest: Vec<Alike> = Vec::new();
    for (_, group) in groups {
        let place = greatest.iter().position(|other| other.count < group.count).unwrap_or(greatest.len());
        greatest.insert(place, group);
        greatest.truncate(most);
    }
    greatest
}

type Pair = (char, char);

/// Pairs of neighbours, in order; of a single character it stands with itself.
fn pairs(text: &str) -> Vec<Pair> {
    let letters: Vec<char> = plain(text).filter(|c| *c != ' ').map(|c| c.to_ascii_lowercase()).collect();
    let second = letters.get(1..).filter(|rest| !rest.is_empty()).unwrap_or(&letters);
    let mut pairs: Vec<Pair> = Vec::new();
    for pair in letters.iter().copied().zip(second.iter().copied()) {
        // There are few, and sorting would be a kilobyte of the worker.
        pairs.insert(pairs.partition_point(|other| *other < pair), pair);
    }
    pairs
}

fn alike(one: &[Pair], other: &[Pair]) -> bool {
    let (mut left, mut right, mut common) = (one.iter().peekable(), other.iter().peekable(), 0);
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => {
                common += 1;
                left.next();
                right.next();
            }
        }
    }
    // Two that have nothing are the same nothing.
    2 * common * 5 >= (one.len() + other.len()) * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(texts: &[(&str, u64)], most: usize) -> Vec<String> {
        let texts = texts.iter().map(|(text, count)| Said { text: (*text).to_owned(), count: *count }).collect();
        let shown = |group: Alike| [&*group.text, " ", &group.count.to_string(), " ", &group.others.join("|")].concat();
        similar(texts, most).into_iter().map(shown).collect()
    }

    #[test]
    fn what_says_the_same_is_one_and_what_differs_is_not() {
        let texts = [
            ("ギフト包装", 4),
            ("領収書の発行", 3),
            ("届かない", 3),
            // 領収 収書 書発 発行 against 領収 収書 書の の発 発行: 6 of 9.
            ("領収書発行", 2),
            // 届か かな against 届か かな ない: 4 of 5.
            ("届かな", 2),
            ("ｷﾞﾌﾄ 包装", 1),
            // サイ イズ ズ表 against サイ イズ ズ交 交換: 4 of 7.
            ("サイズ表", 1),
            ("サイズ交換", 1),
            ("x", 1),
            ("X", 1),
        ];
        let expected = ["ギフト包装 5 ｷﾞﾌﾄ 包装", "領収書の発行 5 領収書発行", "届かない 5 届かな", "x 2 X", "サイズ表 1 ", "サイズ交換 1 "];
        assert_eq!(groups(&texts, 10), expected);
        assert_eq!(groups(&texts, 2), expected[..2]);
        assert_eq!(groups(&[], 5), [] as [&str; 0]);
    }

    #[test]
    fn many_alike_name_a_few() {
        let texts: Vec<(String, u64)> = (0..9).map(|n| (["返品したいです", &" ".repeat(n)].concat(), 1)).collect();
        let texts: Vec<(&str, u64)> = texts.iter().map(|(text, count)| (text.as_str(), *count)).collect();
        let all = groups(&texts, 9);
        assert_eq!(all.len(), 1);
        assert!(all[0].starts_with("返品したいです 9 ") && all[0].matches('|').count() == 4, "{all:?}");
    }
}
