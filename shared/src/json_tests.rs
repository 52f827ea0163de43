use super::*;
use crate::draft::Draft;
use crate::ticket::{MoveDraft, RatingDraft};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// What a general reader makes of it.
fn known<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_slice(text.as_bytes()).ok()
}

#[derive(Deserialize, PartialEq, Debug)]
struct Both {
    a: String,
    #[serde(default)]
    b: Vec<i64>,
    c: Option<bool>,
    #[serde(default = "seven")]
    d: u8,
    e: Option<Kind>,
}

#[derive(Deserialize, PartialEq, Debug)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Plain,
    With(u8),
    Named { at: String },
}

fn seven() -> u8 {
    7
}

#[test]
fn every_value_is_read_as_a_general_reader_does() {
    for text in [
        " [1, -2 ,30] ",
        "null",
        "[]",
        "{}",
        "[[[]],{}]",
        r#""窓\n\"\\\/\u7a93\ud83d\ude00\b\f\r\t""#,
        r#"{"a": [[1, 2]], "b": [], "a": 3, "\u0061b": true}"#,
        "0",
        "-1",
        "18446744073709551615",
        "-9223372036854775808",
        "1.5",
        "-12.25",
        "1e3",
        "5E-1",
        "1.0e+2",
        "[true,false,null]",
    ] {
        let value: Option<Value> = read(text.as_bytes());
        assert!(value.is_some(), "{text}");
        assert_eq!(value, known(text), "{text}");
    }
}

#[test]
fn what_is_no_json_is_nothing() {
    for bad in [
        "",
        " ",
        "[1",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1]x",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{\"a\"}",
        "{a:1}",
        "{1:1}",
        "{\"a\":}",
        "nul",
        "nulll",
        "True",
        "01",
        "-",
        "1.",
        ".5",
        "1e",
        "+1",
        "0x1",
        "1e999",
        "NaN",
        "\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u+123\"",
        "\"\\ud83d\"",
        "\"\\ud83d\\u0041\"",
        "\"\\ude00\"",
        "\"a\nb\"",
        "\"a\tb\"",
        "<html>",
        "[1}",
        "{\"a\":1]",
        "\u{feff}1",
        "\u{c}1",
        "'a'",
    ] {
        assert_eq!(read::<Value>(bad.as_bytes()), None, "{bad}");
        assert!(read::<serde::de::IgnoredAny>(bad.as_bytes()).is_none(), "passed over: {bad}");
        assert_eq!(known::<Value>(bad), None, "{bad}");
    }
    assert_eq!(read::<Value>(b"\"\xff\""), None);
}

#[test]
fn fields_come_in_any_order_and_some_not_at_all() {
    let both = |c, e| Some(Both { a: "}".into(), b: vec![], c, d: 7, e });
    assert_eq!(read(br#"{"z":{"a":["]",{}]},"c":true, "a":"}"}"#), both(Some(true), None));
    assert_eq!(read(br#"{"\u0061":"}","e":"plain"}"#), both(None, Some(Kind::Plain)));
    assert_eq!(read(br#"{"a":"}","c":null,"e":{"with":3}}"#), both(None, Some(Kind::With(3))));
    assert_eq!(read(br#"{"a":"}","e":{"named":{"at":"x"}}}"#), both(None, Some(Kind::Named { at: "x".into() })));
    for bad in [
        r#"{"b":[1],"c":null}"#,
        r#"{"a":"","c":null"#,
        r#"{"a":"","c":1}"#,
        r#"{"a":"","d":256}"#,
        r#"{"a":"","d":-1}"#,
        r#"{"a":"","d":1.0}"#,
        r#"{"a":"","d":null}"#,
        r#"{"a":"","a":""}"#,
        r#"{"a":"","e":"unknown"}"#,
        r#"{"a":"","e":{"with":3,"x":1}}"#,
        r#"{"a":"","e":{}}"#,
        r#"["a"]"#,
        r#"{"a":"","z":[1 2]}"#,
    ] {
        assert_eq!(read::<Both>(bad.as_bytes()), None, "{bad}");
        // A list by a struct's fields in their order is what nobody means.
        assert!(bad.starts_with('[') || known::<Both>(bad).is_none(), "{bad}");
    }
}

#[test]
fn a_name_that_nobody_knows_is_refused_where_all_must_be_known() {
    let exact = |text: &str| read_exact::<BTreeMap<String, Option<Both>>>(text.as_bytes()).is_some();
    assert!(exact(r#"{"any": {"a": ""}, "other": null}"#));
    assert!(!exact(r#"{"any": {"a": "", "z": 1}}"#));
    assert!(read::<Draft>(br#"{"topic": "size_fit", "newer": {"x": [1]}}"#).is_some());
    assert!(read_exact::<MoveDraft>(br#"{"window": "asap"}"#).is_some());
    assert!(read_exact::<MoveDraft>(br#"{"window": "asap", "x": 1}"#).is_none());
    assert!(read_exact::<RatingDraft>(br#"{"score": 3, "x": 1}"#).is_none());
}

#[test]
fn a_pair_is_two_and_a_deep_nest_is_refused_not_followed() {
    assert_eq!(read::<(u8, u8)>(b"[1,2]"), Some((1, 2)));
    assert_eq!(read::<(u8, u8)>(b"[1,2,3]"), None);
    assert_eq!(read::<(u8, u8)>(b"[1]"), None);
    for (deep, good) in [(DEPTH_MAX as usize, true), (DEPTH_MAX as usize + 1, false), (1_000_000, false)] {
        let list = format!("{}{}", "[".repeat(deep), "]".repeat(deep));
        assert_eq!(read::<Value>(list.as_bytes()).is_some(), good);
        assert_eq!(read::<serde::de::IgnoredAny>(list.as_bytes()).is_some(), good);
        assert!(read::<Draft>(format!("{{\"x\":{list}}}").as_bytes()).is_none() || good);
        let object = format!("{}1{}", "{\"a\":".repeat(deep), "}".repeat(deep));
        assert_eq!(read::<Value>(object.as_bytes()).is_some(), good);
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        "\\PC{0,12}|[\\x00-\\x7f]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("\\PC{0,6}", inner, 0..5).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(value in any_json(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_vec_pretty(&value) } else { serde_json::to_vec(&value) }.unwrap();
        prop_assert_eq!(read::<Value>(&text), Some(value));
    }

    #[test]
    fn fractions_are_near_enough(number in -1e15..1e15_f64) {
        let near = read::<f64>(format!("{number}").as_bytes()).unwrap();
        prop_assert!((near - number).abs() <= number.abs() * 1e-12, "{near} {number}");
    }

    /// Bytes that are nearly JSON: taken and refused as by a general reader.
    #[test]
    fn both_readers_refuse_alike(text in "[\\[\\]{}:,\"\\\\ 0-9eE.+\\-u\n]{0,14}|[{\\[]\"[a-b\\\\/u0-9d]{0,12}\"[:,][0-9.eE\\-]{0,6}[}\\]]") {
        prop_assert_eq!(read::<Value>(text.as_bytes()).is_some(), known::<Value>(&text).is_some(), "{}", text);
    }
}

#[test]
fn of_a_list_the_first_item_can_be_had() {
    assert_eq!(first::<u8>(b"[7, 8]"), Some(Some(7)));
    assert_eq!(first::<u8>(b" [ ] "), Some(None));
    for bad in ["", "[", "7", "{}", "null", "[\"x\"]", "[,7]"] {
        assert_eq!(first::<u8>(bad.as_bytes()), None, "{bad}");
    }
}

#[test]
fn a_variant_is_a_name_or_an_object_of_one() {
    #[derive(Debug, PartialEq, Deserialize)]
    enum Way {
        Plain,
        With(u8),
    }
    assert_eq!(read::<[Way; 2]>(br#"["Plain", {"With": 7}]"#), Some([Way::Plain, Way::With(7)]));
    for bad in [
        r#"{"Plain": null}"#,
        r#"{}"#,
        r#"{"With"}"#,
        r#""With""#,
        r#"{"With": 7, "Plain": null}"#,
        r#"{"With": 7,}"#,
        r#"{"Plain": 1}"#,
        r#"{} "Plain""#,
        "7",
    ] {
        assert_eq!(read::<Way>(bad.as_bytes()), None, "{bad}");
    }
}
