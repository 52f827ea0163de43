use super::calls::calls;
use super::*;
use crate::api::ERRORS;
use serde_json::Value;
use std::collections::BTreeSet;

/// As it is checked in.
const CHECKED_IN: &str = include_str!("../../openapi.json");

#[test]
fn the_document_is_as_checked_in() {
    let fresh = serde_json::to_string_pretty(&document()).unwrap();
    assert!(fresh == CHECKED_IN.trim_end(), "openapi.json is stale: run `cargo xtask openapi`");
}

#[test]
fn every_call_has_a_name_of_its_own_and_every_code_exists() {
    let calls = calls();
    let ids: BTreeSet<_> = calls.iter().map(|call| call.id).collect();
    assert_eq!(ids.len(), calls.len());
    for call in &calls {
        for code in call.errors() {
            assert!(ERRORS.iter().any(|(_, known, _)| *known == code), "{}: {code}", call.id);
        }
        assert!(!call.answers.is_empty(), "{}", call.id);
    }
}

#[test]
fn references_lead_to_something_and_all_that_is_named_is_used() {
    let document = serde_json::to_value(document()).unwrap();
    let mut used = BTreeSet::new();
    references(&document, &mut used);
    for reference in &used {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
    for kind in ["schemas", "responses"] {
        for name in document["components"][kind].as_object().unwrap().keys() {
            assert!(used.contains(&format!("#/components/{kind}/{name}")), "{name} is used nowhere");
        }
    }
}

/// But for a request's draft, of which a newer panel may know more than the
/// worker, and what makes a desk, of which nothing is read.
#[test]
fn what_is_taken_names_all_that_it_may_hold() {
    let document = serde_json::to_value(document()).unwrap();
    let mut taken = BTreeSet::new();
    for item in document["paths"].as_object().unwrap().values() {
        item.as_object().unwrap().values().for_each(|call| references(&call["requestBody"], &mut taken));
    }
    let mut looked_at = BTreeSet::new();
    while let Some(name) = taken.pop_first() {
        if looked_at.contains(&name) || name.contains("/Draft") {
            continue;
        }
        let schema = document.pointer(name.trim_start_matches('#')).unwrap();
        references(schema, &mut taken);
        let whole = std::slice::from_ref(schema);
        for form in schema["oneOf"].as_array().map_or(whole, Vec::as_slice).iter().filter(|form| form.get("properties").is_some()) {
            assert_eq!(form["additionalProperties"], false, "{name}: {form}");
        }
        looked_at.insert(name);
    }
    assert!(looked_at.contains("#/components/schemas/Command") && looked_at.len() > 20, "{looked_at:?}");
}

#[test]
fn no_link_into_the_sources_gets_out() {
    let text = serde_json::to_string(&document()).unwrap();
    assert!(!text.contains("crate::") && !text.contains("[`") && !text.contains("x-taken"));
}

#[test]
fn samples_can_be_made_and_have_schemas() {
    let (document, samples) = (serde_json::to_value(document()).unwrap(), samples().unwrap());
    for name in samples.as_object().unwrap().keys() {
        assert!(document["components"]["schemas"].get(name).is_some(), "{name}");
    }
}

fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}
