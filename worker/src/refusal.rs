//! Why a request is refused: one list, from which status, code and message
//! derive. Messages are for the person who reads a log, never stable.

use madoguchi_shared::Fault;
use madoguchi_shared::api::{ErrorBody, ErrorDetail};
use madoguchi_shared::calendar::Span;
use madoguchi_shared::fault::{At, Code};
use madoguchi_shared::ticket::Refused;
use std::fmt;

/// A refusal. It binds nothing: the same request may be sent again, mended.
#[derive(Clone, PartialEq)]
pub enum Refusal {
    /// The body is not JSON of this call's shape.
    Unreadable,
    /// The same, from this line of it on.
    UnreadableAt(u32),
    /// The `Idempotency-Key` is missing or not of its form.
    BadKey,
    /// No token, or one that opens nothing.
    Unauthorized,
    /// A page of this origin is not the shop's.
    ForeignOrigin,
    /// What was shown opens this desk, but not this: it is its leads'.
    Forbidden,
    /// No such address, shop, desk or ticket.
    NotFound,
    /// The shop's owner has not set it up yet.
    NotSetUp,
    /// The address exists, the method doesn't; those that do, as `Allow` lists
    /// them (RFC 9110 §15.5.6).
    Method(&'static str),
    /// The key was used for another request.
    KeyReused,
    /// The ticket has changed since it was looked at.
    Stale,
    /// The act can't be done to this ticket now; why is the code.
    NotAllowed(Refused),
    /// What the key made has been erased.
    Erased,
    /// The body is too large.
    TooLarge,
    /// The body is not of a media type that this call takes.
    WrongType,
    /// Faults in the body, and windows that are free where one was taken.
    Invalid(Vec<Fault>, Vec<Span>),
    /// A WebSocket was expected.
    NotAnUpgrade,
    /// Too many calls, wrong tokens or tickets; in how many seconds it may be
    /// tried again.
    TooMany(u32),
    /// Storage failed: nothing was stored, try again.
    Storage,
}

impl Refusal {
    /// Faults alone.
    pub fn faults(faults: Vec<Fault>) -> Self {
        Self::Invalid(faults, vec![])
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Self::Unreadable | Self::UnreadableAt(_) | Self::BadKey => 400,
            Self::Unauthorized => 401,
            Self::ForeignOrigin | Self::Forbidden => 403,
            Self::NotFound | Self::NotSetUp => 404,
            Self::Method(_) => 405,
            Self::KeyReused | Self::Stale | Self::NotAllowed(_) => 409,
            Self::Erased => 410,
            Self::TooLarge => 413,
            Self::WrongType => 415,
            Self::Invalid(..) => 422,
            Self::NotAnUpgrade => 426,
            Self::TooMany(_) => 429,
            Self::Storage => 503,
        }
    }

    fn code_and_message(&self) -> (&'static str, &'static str) {
        match self {
            Self::Unreadable | Self::UnreadableAt(_) => ("unreadable", "The body is not JSON of the shape that this call takes."),
            Self::BadKey => ("idempotency_key", "Send an Idempotency-Key of 16 to 64 visible ASCII characters."),
            Self::Unauthorized => ("unauthorized", "Send a token that opens this as `Authorization: Bearer`."),
            Self::ForeignOrigin => ("foreign_origin", "This origin is not on the shop's list."),
            Self::Forbidden => ("forbidden", "This is for the desk's leads."),
            Self::NotFound => ("not_found", "There is nothing at this address."),
            Self::NotSetUp => ("not_set_up", "The shop exists, but its settings were never put."),
            Self::Method(_) => ("method_not_allowed", "This address doesn't take this method."),
            Self::KeyReused => ("key_reused", "This Idempotency-Key belongs to another request."),
            Self::Stale => ("stale", "The ticket has changed since; look at it again."),
            Self::NotAllowed(refused) => (refused.as_str(), not_allowed(*refused)),
            Self::Erased => ("erased", "What this Idempotency-Key made has been erased."),
            Self::TooLarge => ("too_large", "The body is too large."),
            Self::WrongType => ("wrong_type", "Send a `Content-Type` that this call takes, such as `application/json`."),
            Self::Invalid(..) => ("invalid", "Some fields are faulty; see faults."),
            Self::NotAnUpgrade => ("upgrade_required", "This address speaks WebSocket."),
            Self::TooMany(_) => ("too_many", "Too many of these; try again after Retry-After seconds."),
            Self::Storage => ("storage", "Nothing is acknowledged; send the same again, under the same key."),
        }
    }

    /// The one error shape.
    pub fn body(&self) -> ErrorBody {
        let (code, message) = self.code_and_message();
        let (faults, windows) = match self {
            Self::Invalid(faults, windows) => (faults.clone(), windows.clone()),
            Self::UnreadableAt(line) => {
                let at = Some(Box::new(At { line: *line, column: None }));
                (vec![Fault { at, ..Fault::at("", Code::Malformed) }], vec![])
            }
            _ => (vec![], vec![]),
        };
        let retry_after = if let Self::TooMany(seconds) = self { Some(*seconds) } else { None };
        ErrorBody { error: ErrorDetail { code: code.to_owned(), message: message.to_owned(), faults, windows, retry_after } }
    }
}

fn not_allowed(refused: Refused) -> &'static str {
    match refused {
        Refused::Ended => "The ticket has come to its end.",
        Refused::NotYours => "This is for others to do.",
        Refused::NotNow => "The ticket's state doesn't allow this, or not yet.",
        Refused::Calling => "A call is under way; say it on the phone.",
        Refused::NoCall => "No call was asked for.",
        Refused::Rated => "It was rated before.",
        Refused::Full => "No more of this fits in.",
        Refused::Claimed => "Somebody else has taken the ticket.",
        Refused::DoNotContact => "Whoever is to be called asked not to be.",
        Refused::Faulty(..) => "Some fields are faulty; see faults.",
    }
}

/// Its code, and nothing of what was sent: this is what stands in a log.
impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code_and_message().0)
    }
}

/// What an act is refused for. A fault in the act itself is the body's.
impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Faulty(path, code) => Self::faults(vec![Fault::at(path, code)]),
            refused => Self::NotAllowed(refused),
        }
    }
}

/// What the platform failed at is logged here and told to nobody. What could
/// not be read isn't quoted: it may be a shopper's.
impl From<worker::Error> for Refusal {
    fn from(error: worker::Error) -> Self {
        use worker::Error::{SerdeJsonError, SerdeWasmBindgenError};
        match error {
            SerdeJsonError(_) | SerdeWasmBindgenError(_) => worker::console_error!("platform: a value can't be read"),
            error => worker::console_error!("platform: {error}"),
        }
        Self::Storage
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_shared::api::ERRORS;

    #[test]
    fn every_refusal_is_among_the_errors_that_the_api_describes() {
        let acts = [
            Refused::Ended,
            Refused::NotYours,
            Refused::NotNow,
            Refused::Calling,
            Refused::NoCall,
            Refused::Rated,
            Refused::Full,
            Refused::Claimed,
            Refused::DoNotContact,
        ];
        let before = [
            Refusal::Unreadable,
            Refusal::BadKey,
            Refusal::Unauthorized,
            Refusal::ForeignOrigin,
            Refusal::Forbidden,
            Refusal::NotFound,
            Refusal::NotSetUp,
            Refusal::Method("GET"),
            Refusal::KeyReused,
            Refusal::Stale,
        ];
        let after = [
            Refusal::Erased,
            Refusal::TooLarge,
            Refusal::WrongType,
            Refusal::faults(vec![]),
            Refusal::NotAnUpgrade,
            Refusal::TooMany(1),
            Refusal::Storage,
        ];
        let all = before.into_iter().chain(acts.map(Refusal::NotAllowed)).chain(after);
        let served: Vec<_> = all.map(|refusal| (refusal.status(), refusal.code_and_message().0)).collect();
        let described: Vec<_> = ERRORS.iter().map(|(status, code, _)| (*status, *code)).collect();
        assert_eq!(served, described);
    }
}
