//! The hosted page (`/s/{shop}`): all that the panel offers, as plain pages
//! without any script. What a QR code or a mail leads to, and where the loader
//! sends who can't run the panel.
//!
//! Everything here is pure: what a page says follows from what it is given.
//! Who asks, and what is stored, is `shop/hosted/`.
//!
//! | what | file |
//! | --- | --- |
//! | markup in which text stays text | `html.rs` |
//! | a question's own page, its steps | `answer.rs` |
//! | what stands around every page | `page.rs` |
//! | questions, search, hours, topics · an answer's text | `home.rs` · `rich.rs` |
//! | the form · a group of windows in it · what will be sent | `form.rs` · `windows.rs` · `review.rs` |
//! | a ticket's page, its calendar | `ticket.rs` |
//! | what a form sent | `typed.rs` |
//! | a form's key · the ticket's cookie | `key.rs` · `cookie.rs` |
//! | words · moments in words | `words.rs` · `when.rs` |

pub mod answer;
pub mod cookie;
pub mod form;
pub mod home;
mod html;
pub mod key;
mod page;
pub mod review;
mod rich;
pub mod ticket;
mod typed;
mod when;
mod windows;
mod words;

pub use html::Html;
pub use page::{SHOW, Site, Told, language, refused, style, tag, understood};
pub use typed::Typed;
pub use when::{When, clock};
pub use words::Words;
