//! What a desk's console and its object say to each other.
//!
//! | what | file |
//! | --- | --- |
//! | the inbox: rows, their order, pages, what comes live | `desk/list.rs` |
//! | who has taken a ticket | `desk/claim.rs` |
//! | all that a caller needs, on one card | `desk/card.rs` |
//! | what is said on the phone (talk script) | `desk/talk.rs` |
//! | what the shop's people see of a ticket handed to them | `desk/handed.rs` |
//! | operators, their roles, tokens and sessions | `desk/people.rs` |
//! | a desk that is flooded | `desk/flood.rs` |
//! | the lead's board | `desk/board.rs` |

pub mod board;
mod card;
mod claim;
mod flood;
mod handed;
mod list;
mod people;
mod talk;

pub use card::{Card, Deed, Past};
pub use claim::{Claim, ClaimDraft, Taker};
pub use flood::{FloodDraft, Paused};
pub use handed::{Handed, HandedList, HandedTicket};
pub use list::{Frame, Page, Row};
pub use people::{Me, NewPerson, Person, PersonId, PersonMade, Role, SignIn};
pub use talk::{Ask, Said, Talk};
