//! Structs of which nothing has to be given, read into their places.
//!
//! What serde derives for such a struct keeps each field apart until all are
//! read, and has code of its own to let go of the others wherever one fails:
//! 100 to 230 bytes of wasm for each field. Here a blank struct is filled field
//! by field, through one list of places: 20.

use serde::Deserialize;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess};

/// Where a value comes to stand that may be given.
pub trait Place<'de, A: SeqAccess<'de>> {
    /// Puts the next value there; one that isn't given leaves it as it is.
    fn fill(&mut self, from: &mut A) -> Result<(), A::Error>;
}

impl<'de, T: Deserialize<'de>, A: SeqAccess<'de>> Place<'de, A> for T {
    fn fill(&mut self, from: &mut A) -> Result<(), A::Error> {
        if let Some(value) = from.next_element()? {
            *self = value;
        }
        Ok(())
    }
}

/// Fills all places in their order.
pub fn in_order<'de, A: SeqAccess<'de>>(places: &mut [&mut dyn Place<'de, A>], mut from: A) -> Result<(), A::Error> {
    places.iter_mut().try_for_each(|place| place.fill(&mut from))
}

/// Fills the places whose `names` a map says; an unknown name is passed over.
pub fn by_name<'de, A: MapAccess<'de>>(places: &mut [&mut dyn Place<'de, Values<A>>], names: &[&str], from: A) -> Result<(), A::Error> {
    let mut from = Values(from);
    while let Some(name) = from.0.next_key::<String>()? {
        match places.iter_mut().zip(names).find(|(_, known)| **known == name) {
            Some((place, _)) => place.fill(&mut from)?,
            None => drop(from.0.next_value::<IgnoredAny>()?),
        }
    }
    Ok(())
}

/// A map's values, each asked for after its name.
pub struct Values<A>(A);

impl<'de, A: MapAccess<'de>> SeqAccess<'de> for Values<A> {
    type Error = A::Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, A::Error> {
        self.0.next_value_seed(seed).map(Some)
    }
}

/// Reads a struct of which nothing has to be given, as `#[serde(default)]` on
/// the whole of it would. A field that is missing here doesn't compile.
macro_rules! filled {
    ($type:ident { $($field:ident),* $(,)? }) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                const NAMES: &[&str] = &[$(stringify!($field)),*];

                struct Fields;

                impl<'de> serde::de::Visitor<'de> for Fields {
                    type Value = $type;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("fields")
                    }

                    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, from: A) -> Result<$type, A::Error> {
                        let mut own = $type::default();
                        let $type { $($field),* } = &mut own;
                        $crate::fill::in_order(&mut [$($field),*], from)?;
                        Ok(own)
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, from: A) -> Result<$type, A::Error> {
                        let mut own = $type::default();
                        let $type { $($field),* } = &mut own;
                        $crate::fill::by_name(&mut [$($field),*], NAMES, from)?;
                        Ok(own)
                    }
                }

                from.deserialize_struct(stringify!($type), NAMES, Fields)
            }
        }
    };
}
pub(crate) use filled;

#[cfg(test)]
mod tests {
    use crate::draft::Draft;
    use crate::json;
    use serde_json::{Value, json};

    /// Both ways: by a general reader, and by ours.
    fn read(value: &Value) -> Option<Draft> {
        let text = value.to_string();
        let (theirs, ours) = (serde_json::from_str(&text).ok(), json::read(text.as_bytes()));
        assert_eq!(theirs, ours, "{text}");
        ours
    }

    #[test]
    fn what_is_given_comes_to_its_place() {
        let draft =
            read(&json!({"topic": "gift", "read": ["a"], "marketing": true, "product": {"sku": "7"}, "unknown": {"name": "x"}})).unwrap();
        assert_eq!((&*draft.topic, &*draft.product.sku, draft.marketing), ("gift", "7", true));
        assert_eq!(
            draft,
            Draft { topic: "gift".into(), read: vec!["a".into()], marketing: true, product: draft.product.clone(), ..Draft::default() }
        );
        assert_eq!(read(&json!({})), Some(Draft::default()));
    }

    #[test]
    fn each_field_is_read_as_it_is_written() {
        let blank = serde_json::to_value(Draft::default()).unwrap();
        for (name, value) in blank.as_object().unwrap() {
            let other = match value {
                Value::String(_) => json!(name),
                Value::Bool(_) => json!(true),
                Value::Array(_) => json!([name]),
                _ => json!({"sku": name}),
            };
            let read = read(&json!({ name: other })).unwrap();
            let written = serde_json::to_value(&read).unwrap();
            assert_ne!(written.get(name), Some(value), "{name}");
        }
    }

    #[test]
    fn what_is_of_another_type_is_refused() {
        for bad in [json!({"topic": 7}), json!({"topic": null}), json!({"product": "x"}), json!({"read": "a"}), json!("x"), json!(null)] {
            assert_eq!(read(&bad), None, "{bad}");
        }
    }
}
