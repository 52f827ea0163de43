//! A map of few entries, kept as it is written.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use std::borrow::Borrow;
use std::fmt;
use std::marker::PhantomData;

/// Keys with their values, a JSON object on the wire. It is searched from end
/// to end: right for weekdays and for a language's words, and a tenth of a
/// tree's code in the panel. Of two entries with one key the later counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairs<K, V>(Vec<(K, V)>);

impl<K, V> Pairs<K, V> {
    /// None yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The value of a key.
    pub fn get<Q: PartialEq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.0.iter().rev().find(|(known, _)| known.borrow() == key).map(|(_, value)| value)
    }

    /// All of them, as written.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// Adds an entry.
    pub fn push(&mut self, key: K, value: V) {
        self.0.push((key, value));
    }
}

impl<K, V> Default for Pairs<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> FromIterator<(K, V)> for Pairs<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl<K: Serialize, V: Serialize> Serialize for Pairs<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, K: Deserialize<'de>, V: Deserialize<'de>> Deserialize<'de> for Pairs<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reader(PhantomData))
    }
}

struct Reader<K, V>(PhantomData<(K, V)>);

impl<'de, K: Deserialize<'de>, V: Deserialize<'de>> Visitor<'de> for Reader<K, V> {
    type Value = Pairs<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut entries: M) -> Result<Self::Value, M::Error> {
        let mut pairs = Pairs::new();
        while let Some((key, value)) = entries.next_entry()? {
            pairs.push(key, value);
        }
        Ok(pairs)
    }
}

#[cfg(feature = "schema")]
impl<K: schemars::JsonSchema, V: schemars::JsonSchema> schemars::JsonSchema for Pairs<K, V> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        std::collections::BTreeMap::<K, V>::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        std::collections::BTreeMap::<K, V>::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_stay_as_written_and_the_later_of_two_counts() {
        let text = r#"{"b":1,"a":2,"b":3}"#;
        let pairs: Pairs<String, i32> = serde_json::from_str(text).unwrap();
        assert_eq!((pairs.get("b"), pairs.get("a"), pairs.get("c")), (Some(&3), Some(&2), None));
        assert_eq!(serde_json::to_string(&pairs).unwrap(), text);
        assert!(serde_json::from_str::<Pairs<String, i32>>("[1]").is_err());
    }
}
