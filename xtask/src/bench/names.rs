//! Whose a function is, by its demangled name.

use crate::paths;

/// What is counted part by part.
const SHARED: &str = "madoguchi_shared";
/// Who calls it.
const WIDGET: &str = "madoguchi_widget";
/// The panel's own reader of JSON: what it is made for, it costs.
const READER: &str = "madoguchi_widget::json";
/// Where generic code is made for others' types: it is theirs then.
const MADE_FOR_OTHERS: [&str; 8] = ["serde_core", "serde", "serde_json", "core", "alloc", "std", "hashbrown", "time"];

/// Where a function belongs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A part of `shared`; `wire` where it reads or writes JSON.
    Shared { part: String, wire: bool },
    /// Another crate.
    Crate(String),
}

/// The owner of the function with this name.
pub fn owner(name: &str) -> Owner {
    let name = without_hashes(name);
    let crates = || name.split(|c: char| !(c.is_ascii_alphanumeric() || "_:".contains(c))).filter(|path| path.contains("::"));
    // `<str>::contains` begins with no crate: it is the core library's.
    let first =
        crates().next().map_or("without a name", |path| path.split("::").next().filter(|first| !first.is_empty()).unwrap_or("core"));
    let ours = crates().find(|path| path.starts_with(SHARED));
    let reads = name.contains(READER);
    let made_for_others = MADE_FOR_OTHERS.contains(&first) || reads;
    match ours {
        _ if made_for_others && !reads && name.contains(WIDGET) => Owner::Crate(WIDGET.to_owned()),
        Some(path) if first == SHARED || made_for_others => Owner::Shared { part: part(path), wire: reads || name.contains("serde") },
        _ => Owner::Crate(first.to_owned()),
    }
}

/// The module of a path in `shared`, as its file is called.
fn part(path: &str) -> String {
    let mut modules = path.split("::").skip(1).filter(|part| !part.is_empty());
    let (top, next) = (modules.next().unwrap_or_default(), modules.next().unwrap_or_default());
    let inner = paths::root().join("shared/src").join(top).join(format!("{next}.rs"));
    if inner.is_file() { format!("{top}::{next}") } else { top.to_owned() }
}

/// Without the crates' hashes, as in `core[1f2e3d4c5b6a7988]::ptr`.
pub fn without_hashes(name: &str) -> String {
    let mut plain = String::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        rest = match after.split_once(']') {
            Some((hash, after)) if hash.len() > 8 && hash.bytes().all(|b| b.is_ascii_hexdigit()) => after,
            _ => after,
        };
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_counted_where_it_was_written_or_whom_it_was_made_for() {
        let shared = |part: &str, wire| Owner::Shared { part: part.into(), wire };
        for (name, expected) in [
            ("<madoguchi_shared[8d1f0a2b3c4d5e6f]::intake::Intake>::check", shared("intake", false)),
            ("madoguchi_shared[8d1f0a2b3c4d5e6f]::field::phone::japanese", shared("field::phone", false)),
            (
                "<madoguchi_shared::rules::Rules as serde_core::de::Deserialize>::deserialize::<&mut serde_json::de::Deserializer>",
                shared("rules", true),
            ),
            ("<serde_json::de::MapAccess as serde_core::de::MapAccess>::next_value::<madoguchi_shared::day::Day>", shared("day", true)),
            ("madoguchi_widget::json::read::<madoguchi_shared::api::ErrorBody>", shared("api", true)),
            ("<str>::contains::<char>", Owner::Crate("core".into())),
            ("core::ptr::drop_in_place::<madoguchi_shared::faq::Entry>", shared("faq", false)),
            ("reactive_graph::signal::<madoguchi_shared::intake::Intake>::get", Owner::Crate("reactive_graph".into())),
            ("core::ptr::drop_in_place::<madoguchi_widget::State<madoguchi_shared::rules::Rules>>", Owner::Crate(WIDGET.into())),
            ("__wbindgen_malloc", Owner::Crate("without a name".into())),
        ] {
            assert_eq!(owner(name), expected, "{name}");
        }
    }
}
