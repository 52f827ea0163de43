//! The schemas: what is taken and what is given, each as serde has it.
//!
//! A field with a default may be left out of a request and is always in an
//! answer, so that one type can have two schemas. Where they are the same one
//! stands for both; where not, the request's has `Input` after its name.

use crate::api::ERRORS;
use crate::settings::{Document, newest};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Where schemas lie in the document.
const FOLDER: &str = "#/components/schemas/";

type Naming = fn() -> Cow<'static, str>;

/// The type of something on the wire.
#[derive(Clone, Copy, Debug)]
pub struct Of {
    taken: bool,
    schema: fn(&mut SchemaGenerator) -> Schema,
    /// Of a document: how its kind is called, and its newest version.
    document: Option<(Naming, u64)>,
}

impl Of {
    /// What the worker takes.
    pub fn input<T: JsonSchema>() -> Self {
        Self { taken: true, schema: SchemaGenerator::subschema_for::<T>, document: None }
    }

    /// What the worker gives.
    pub fn output<T: JsonSchema>() -> Self {
        Self { taken: false, schema: SchemaGenerator::subschema_for::<T>, document: None }
    }

    /// A document that the worker takes; it may name its version.
    pub fn document<T: JsonSchema + Document>() -> Self {
        Self { document: Some((T::schema_name, newest::<T>())), ..Self::input::<T>() }
    }

    /// A document that the worker gives, with its version.
    pub fn written<T: JsonSchema + Document>() -> Self {
        Self { document: Some((T::schema_name, newest::<T>())), ..Self::output::<T>() }
    }
}

/// Gathers the schemas while the document is written.
pub struct Schemas {
    taken: SchemaGenerator,
    given: SchemaGenerator,
    documents: Vec<(bool, String, u64)>,
}

impl Schemas {
    /// None yet.
    pub fn new() -> Self {
        let settings = || {
            SchemaSettings::draft2020_12().with(|settings| {
                settings.definitions_path = "/components/schemas".into();
                settings.meta_schema = None;
            })
        };
        Self { taken: settings().for_deserialize().into_generator(), given: settings().for_serialize().into_generator(), documents: vec![] }
    }

    /// The schema of a type: a reference, if it has a name. Those of requests
    /// are marked until [`Schemas::into_parts`] knows what to call them.
    pub fn of(&mut self, of: Of) -> Value {
        if let Some((name, version)) = of.document {
            self.documents.push((of.taken, name().into_owned(), version));
        }
        let schema = (of.schema)(if of.taken { &mut self.taken } else { &mut self.given }).to_value();
        if of.taken { json!({ TAKEN: schema }) } else { schema }
    }

    /// All named schemas, and the rest of the document with its marks resolved.
    pub fn into_parts(self, mut rest: Value) -> (Map<String, Value>, Value) {
        let mut taken = self.taken.definitions().clone();
        let mut given = self.given.definitions().clone();
        for (is_taken, name, version) in self.documents {
            let schema = if is_taken { taken.get_mut(&name) } else { given.get_mut(&name) };
            if let Some(schema) = schema {
                with_version(schema, version, !is_taken);
            }
        }
        if let Some(code) = given.get_mut("ErrorDetail").and_then(|schema| schema.pointer_mut("/properties/code")) {
            code["enum"] = ERRORS.iter().map(|(_, code, _)| *code).collect();
        }
        let apart = apart(&taken, &given);
        for (name, mut schema) in taken {
            rename(&mut schema, &apart);
            let name = if apart.contains(&name) { name + INPUT } else { name };
            given.insert(name, schema);
        }
        given.values_mut().for_each(plain);
        resolve(&mut rest, &apart);
        (given, rest)
    }
}

/// Closes a flattened type: each of its forms gets the members that all have,
/// and no others are taken. (serde refuses them without that schemars knows;
/// `unevaluatedProperties` would say the same to fewer programs.)
pub fn closed(schema: &mut Schema) {
    let (Some(members), Some(required)) = (schema.remove("properties"), schema.remove("required")) else { return };
    for form in schema.get_mut("oneOf").and_then(Value::as_array_mut).into_iter().flatten() {
        for (name, member) in members.as_object().into_iter().flatten() {
            form["properties"][name] = member.clone();
        }
        if let Some(names) = form["required"].as_array_mut() {
            names.extend(required.as_array().into_iter().flatten().cloned());
        }
        form["additionalProperties"] = false.into();
    }
}

/// The suffix of what is taken where it isn't what is given.
const INPUT: &str = "Input";
/// Marks a schema of a request.
const TAKEN: &str = "x-taken";

fn with_version(schema: &mut Value, version: u64, required: bool) {
    schema["properties"]["version"] = json!({
        "description": "The version of this kind of document. Left out of a request it is the newest; older ones are taken too.",
        "type": "integer",
        "minimum": if required { version } else { 1 },
        "maximum": version,
    });
    if required && let Some(names) = schema["required"].as_array_mut() {
        names.insert(0, json!("version"));
    }
}

/// The names under which taken and given differ, or refer to what differs.
fn apart(taken: &Map<String, Value>, given: &Map<String, Value>) -> BTreeSet<String> {
    let differ = |name: &String| given.get(name).is_some_and(|given| taken.get(name) != Some(given));
    let mut apart: BTreeSet<String> = taken.keys().filter(|name| differ(name)).cloned().collect();
    loop {
        let refers =
            |name: &&String| !apart.contains(*name) && given.contains_key(*name) && taken.get(*name).is_some_and(|s| refers_to(s, &apart));
        let more: Vec<String> = taken.keys().filter(refers).cloned().collect();
        if more.is_empty() {
            return apart;
        }
        apart.extend(more);
    }
}

fn refers_to(schema: &Value, names: &BTreeSet<String>) -> bool {
    match schema {
        Value::Object(members) => members.iter().any(|(key, value)| is_reference(key, value, names) || refers_to(value, names)),
        Value::Array(items) => items.iter().any(|item| refers_to(item, names)),
        _ => false,
    }
}

fn is_reference(key: &str, value: &Value, names: &BTreeSet<String>) -> bool {
    key == "$ref" && value.as_str().and_then(|path| path.strip_prefix(FOLDER)).is_some_and(|name| names.contains(name))
}

/// Lets references to `names` lead to what is taken.
fn rename(schema: &mut Value, names: &BTreeSet<String>) {
    match schema {
        Value::Object(members) => {
            for (key, value) in members.iter_mut() {
                if is_reference(key, value, names) {
                    *value = format!("{}{INPUT}", value.as_str().unwrap_or_default()).into();
                } else {
                    rename(value, names);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, names)),
        _ => {}
    }
}

/// Descriptions come from doc comments: their lines are joined, and links into
/// the sources become plain words.
fn plain(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            for (key, value) in members.iter_mut() {
                match value {
                    Value::String(text) if key == "description" => *text = prose(text),
                    _ => plain(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(plain),
        _ => {}
    }
}

fn prose(doc: &str) -> String {
    let paragraphs = doc.split("\n\n").map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut text = paragraphs.collect::<Vec<_>>().join("\n\n");
    while let Some((before, rest)) = text.split_once("[`") {
        let Some((name, after)) = rest.split_once("`]") else { break };
        let after = if after.starts_with('(') { after.split_once(')').map_or("", |(_, after)| after) } else { after };
        text = [before, "`", name, "`", after].concat();
    }
    text
}

/// Puts each marked schema in its mark's place.
fn resolve(value: &mut Value, names: &BTreeSet<String>) {
    match value {
        Value::Object(members) => match members.remove(TAKEN) {
            Some(mut schema) => {
                rename(&mut schema, names);
                *value = schema;
            }
            None => members.values_mut().for_each(|value| resolve(value, names)),
        },
        Value::Array(items) => items.iter_mut().for_each(|item| resolve(item, names)),
        _ => {}
    }
}
