//! One type per thing that a shopper can tell us, one file each.

mod email;
mod name;
mod order;
mod phone;
mod product;
mod text;

pub use email::Email;
pub use name::Name;
pub use order::{OrderNumber, OrderRef};
pub use phone::{Country, Phone, PhoneKind};
pub use product::Product;
pub use text::{LINE_MAX, Line, PARAGRAPH_MAX, PageUrl, Paragraph};

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
