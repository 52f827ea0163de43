//! One type per thing that a shopper can tell us, one file each.

mod address;
mod email;
mod entry_id;
mod kana;
mod name;
mod order;
mod phone;
mod product;
mod quantity;
mod solution;
mod symptom;
mod text;
mod wanted_date;

pub use address::Address;
pub use email::Email;
pub use entry_id::EntryId;
pub use kana::Kana;
pub use name::Name;
pub use order::{OrderNumber, OrderRef, Placed};
pub use phone::{Country, Phone, PhoneKind, display_e164};
pub use product::{Product, ProductSource};
pub use quantity::Quantity;
pub use solution::Solution;
pub use symptom::Symptom;
pub(crate) use text::sized;
use text::worded;
pub use text::{LINE_MAX, Line, PARAGRAPH_MAX, PageUrl, Paragraph};
pub use wanted_date::WantedDate;

/// A newtype over `String` whose only door, on the wire too, is its `parse`.
macro_rules! parsed_text {
    ($name:ident) => {
        impl $name {
            /// The value as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = &'static str;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text).map_err($crate::fault::Code::as_str)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}
pub(crate) use parsed_text;
