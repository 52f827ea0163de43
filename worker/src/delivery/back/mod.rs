//! What is done elsewhere and comes back to the ticket: each service's own form
//! of it, pure. `shop/acts.rs` carries it out.
//!
//! To add one: its file here, and its arm in [`read`].

mod slack;
mod zendesk;

use super::step::Ask;
use crate::refusal::Refusal;
use madoguchi_shared::Instant;
use madoguchi_shared::field::{Name, Paragraph};
use madoguchi_shared::id::{Key, TicketId};
use madoguchi_shared::notice::Texts;
use madoguchi_shared::settings::Channel;
use madoguchi_shared::ticket::{Act, Closing, Outcome, Ticket};

/// The oldest that a signed call may be, in seconds; of one from so far ahead
/// the clock is wrong.
const AGE_MAX: i64 = 300;

/// A call as it came in.
pub struct Call<'a> {
    /// The shop's name in addresses.
    pub slug: &'a str,
    /// A header by its name.
    pub header: &'a dyn Fn(&str) -> Option<String>,
    /// The body as it was signed.
    pub body: &'a [u8],
    /// Now.
    pub now: Instant,
}

/// What is asked of a ticket.
#[derive(Debug, PartialEq)]
pub struct Asked {
    /// Which.
    pub ticket: TicketId,
    /// Names it: a repeat does nothing.
    pub id: Key,
    /// Who stands on record for it.
    pub by: Option<Name>,
    /// What.
    pub what: What,
    /// Where whoever asked hears what came of it.
    pub answer_to: Option<String>,
}

/// What it is.
#[derive(Debug, PartialEq)]
pub enum What {
    /// How it stands elsewhere, and since when as far as that is known.
    Stands {
        /// Whether it has come to its end there.
        ended: bool,
        /// Since when: the end of what the service tells exactly.
        at: Option<Instant>,
    },
    /// 担当します: somebody takes it. A remark, for only the desk's own people
    /// have claims.
    Takes {
        /// How many calls there had been when that was offered.
        attempts: usize,
    },
    /// 電話済み: they were called, and reached.
    Called {
        /// How many calls there had been when that was offered.
        attempts: usize,
    },
}

impl Asked {
    /// The act that makes the ticket as is asked; none if it is.
    ///
    /// # Errors
    ///
    /// It has changed since it was asked.
    pub fn act(&self, ticket: &Ticket, words: &Texts) -> Result<Option<Act>, Refusal> {
        let (ended, at) = match self.what {
            What::Stands { ended, at } => (ended, at),
            // Remarks that came since are no hindrance; a call is.
            What::Takes { attempts } | What::Called { attempts } if ticket.state.is_ended() || ticket.attempts.len() != attempts => {
                return Err(Refusal::Stale);
            }
            What::Takes { .. } => {
                let text = words.get("channel.act_take").map_or("", String::as_str);
                return Ok(Some(Act::Note { text: Paragraph::parse(text).map_err(|_| Refusal::Storage)? }));
            }
            What::Called { .. } => return Ok(Some(Act::Attempt { outcome: Outcome::Reached, note: None })),
        };
        // Ours may have ended in another way; that is not put right by this,
        // which may be the echo of it.
        if ended == ticket.state.is_ended() {
            return Ok(None);
        }
        if ended {
            return Ok(Some(Act::Close { outcome: Closing::Solved, note: None }));
        }
        // It was open there before it ended here.
        match (at, &ticket.end) {
            (Some(at), Some(end)) if end.at > at => Err(Refusal::Stale),
            _ => Ok(Some(Act::Reopen {})),
        }
    }
}

/// Whether it may be the service's at all, before its body is read: somebody
/// has signed something.
pub fn is_signed(channel: &Channel, header: &dyn Fn(&str) -> Option<String>) -> bool {
    match channel {
        Channel::Slack(_) => header(slack::SIGNATURE).is_some(),
        Channel::Zendesk(_) => header(zendesk::SIGNATURE).is_some(),
        _ => false,
    }
}

/// Reads what came for a channel.
///
/// # Errors
///
/// [`Refusal::Unauthorized`] where it isn't signed by the service, or the
/// channel speaks to nobody who answers; [`Refusal::Unreadable`] where it is
/// not of the form that was agreed on.
pub fn read(channel: &Channel, call: &Call<'_>) -> Result<Option<Asked>, Refusal> {
    match channel {
        Channel::Slack(slack) => slack::read(slack, call),
        Channel::Zendesk(zendesk) => zendesk::read(zendesk, call),
        _ => Err(Refusal::Unauthorized),
    }
}

/// What whoever asked is to hear; none where nobody listens.
pub fn answer(asked: &Asked, done: bool, words: &Texts) -> Option<Ask> {
    match asked.what {
        What::Stands { .. } => None,
        What::Takes { .. } | What::Called { .. } => slack::answer(asked, done, words),
    }
}
