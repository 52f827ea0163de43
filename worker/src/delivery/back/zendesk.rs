//! What Zendesk's triggers say, by a webhook of Zendesk's.
//!
//! Two triggers, one for each status, for what `{{ticket.status}}` says is in
//! the words of whoever looks; their body is a [`ZendeskAct`].

use super::{AGE_MAX, Asked, Call, What};
use crate::door;
use crate::refusal::Refusal;
use crate::token;
use madoguchi_shared::Instant;
use madoguchi_shared::api::ZendeskAct;
use madoguchi_shared::field::Name;
use madoguchi_shared::id::{Key, TicketId};
use madoguchi_shared::settings::Zendesk;

/// The header with its signature.
pub const SIGNATURE: &str = "x-zendesk-webhook-signature";

/// Reads a call; none if it is about a ticket that isn't this shop's.
pub fn read(zendesk: &Zendesk, call: &Call<'_>) -> Result<Option<Asked>, Refusal> {
    let header = |name: &str| (call.header)(name).unwrap_or_default();
    let secret = zendesk.signing_secret.as_deref().ok_or(Refusal::Unauthorized)?;
    if !is_signed(secret, &header(SIGNATURE), &header("x-zendesk-webhook-signature-timestamp"), call) {
        return Err(Refusal::Unauthorized);
    }
    if !header("content-type").to_ascii_lowercase().starts_with("application/json") {
        return Err(Refusal::WrongType);
    }
    let said: ZendeskAct = door::object(call.body)?;
    let ended = match said.status.to_ascii_lowercase().as_str() {
        "solved" | "closed" => true,
        "new" | "open" | "pending" | "hold" => false,
        _ => return Err(Refusal::Unreadable),
    };
    // Tickets that were not made by us have none of ours, or another's.
    let ticket = said.external_id.strip_prefix("madoguchi:").and_then(|rest| rest.strip_prefix(call.slug)?.strip_prefix(':'));
    let Some(ticket) = ticket.and_then(|id| TicketId::parse(id).ok()) else { return Ok(None) };
    // A call that Zendesk makes again has the same number, not the same
    // signature. What was updated is told by the minute only.
    let parts = [&header("x-zendesk-webhook-invocation-id"), &said.ticket_id, &said.updated_at, said.status.as_str()].map(str::to_owned);
    let name = token::hash([ticket.as_str(), &parts.join("\0")].concat().as_bytes());
    let id = Key::parse(&["zd_", &name].concat()).map_err(|_| Refusal::Unreadable)?;
    Ok(Some(Asked {
        ticket,
        id,
        by: Name::parse("Zendesk").ok(),
        what: What::Stands { ended, at: minute(&said.updated_at) },
        answer_to: None,
    }))
}

/// Whether Zendesk has signed it, and lately: `base64(HMAC-SHA256(timestamp +
/// body))` under the secret as it is shown.
fn is_signed(secret: &str, signature: &str, timestamp: &str, call: &Call<'_>) -> bool {
    let late = Instant::parse(timestamp).is_none_or(|at| (call.now.unix() - at.unix()).abs() > AGE_MAX);
    let right = token::base64(&token::sign(secret.as_bytes(), &[timestamp.as_bytes(), call.body]));
    token::same(signature, &right) && !late
}

/// The end of the minute that Zendesk names: `2026-11-24T06:05Z`.
fn minute(text: &str) -> Option<Instant> {
    let whole = text.strip_suffix('Z').filter(|rest| rest.len() == 16).map(|rest| [rest, ":00Z"].concat());
    Some(Instant::parse(whole.as_deref().unwrap_or(text))?.plus_seconds(59))
}

#[cfg(test)]
#[path = "zendesk_tests.rs"]
mod tests;
