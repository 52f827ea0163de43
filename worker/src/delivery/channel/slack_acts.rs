//! What comes back from Slack: a press of a notice's button.
//!
//! Slack posts a form with one field, `payload`, and signs it: `v0=` and the
//! HMAC-SHA-256 of `v0:{timestamp}:{body}` in hexadecimal, under the app's
//! signing secret (Slack, "Verifying requests from Slack").

use super::super::step::Ask;
use crate::hosted::Typed;
use crate::refusal::Refusal;
use crate::token;
use madoguchi_shared::Instant;
use madoguchi_shared::command::Command;
use madoguchi_shared::field::{Name, Paragraph};
use madoguchi_shared::id::{Key, TicketId};
use madoguchi_shared::json;
use madoguchi_shared::notice::clean::one_line;
use madoguchi_shared::notice::{Texts, escape};
use madoguchi_shared::ticket::{Act, Outcome, Ticket};
use serde::Deserialize;
use serde_json::json;

/// A signature of another time than this around now is refused, in seconds: so
/// long Slack itself advises.
const AROUND: i64 = 5 * 60;

/// A button that was pressed.
#[derive(Debug, PartialEq)]
pub struct Pressed {
    /// On which ticket's notice.
    pub ticket: TicketId,
    /// How many calls there had been when that was shown.
    attempts: usize,
    /// Whether it is 担当します; else it is 電話済み.
    takes: bool,
    /// Who pressed it.
    by: String,
    /// Where Slack hears what came of it.
    answer_to: Option<String>,
}

/// Whether Slack has signed this body, and just now.
pub fn is_signed(secret: &str, timestamp: &str, signature: &str, body: &[u8], now: Instant) -> bool {
    let Ok(at) = timestamp.parse::<i64>() else { return false };
    let made = token::sign(secret.as_bytes(), &[b"v0:", timestamp.as_bytes(), b":", body]);
    let hex: String = made.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|n| char::from_digit(u32::from(n), 16)).collect();
    (now.unix() - at).abs() <= AROUND && token::same(&["v0=", &hex].concat(), signature)
}

/// Reads a press; none if the body is none of our buttons.
pub fn read(body: &[u8]) -> Option<Pressed> {
    #[derive(Deserialize)]
    struct Payload {
        user: User,
        actions: Vec<Action>,
        response_url: Option<String>,
    }
    #[derive(Deserialize)]
    struct User {
        name: Option<String>,
        username: Option<String>,
        id: String,
    }
    #[derive(Deserialize)]
    struct Action {
        action_id: String,
        value: Option<String>,
    }
    let payload: Payload = json::read(Typed::parse(body).get("payload").as_bytes())?;
    let action = payload.actions.first()?;
    let takes = match action.action_id.as_str() {
        "take" => true,
        "called" => false,
        _ => return None,
    };
    let (ticket, attempts) = action.value.as_deref()?.split_once(' ')?;
    let by = payload.user.name.or(payload.user.username).unwrap_or(payload.user.id);
    Some(Pressed {
        ticket: TicketId::parse(ticket).ok()?,
        attempts: attempts.parse().ok()?,
        takes,
        by: one_line(&by, 40),
        // Nobody else is told, whatever the payload says.
        answer_to: payload.response_url.filter(|url| url.starts_with("https://hooks.slack.com/")),
    })
}

impl Pressed {
    /// What it asks of the ticket. It is stale where somebody has called since,
    /// or the ticket has ended: remarks that came since are no hindrance.
    pub fn command(&self, ticket: &Ticket, words: &Texts) -> Result<Command, Refusal> {
        // The same button, pressed again, is the same command.
        let what = if self.takes { "take" } else { "called" };
        let parts = [what, self.ticket.as_str(), &self.attempts.to_string(), if self.takes { &self.by } else { "" }].join(" ");
        let id = Key::parse(&token::hash(parts.as_bytes())).map_err(|_| Refusal::Storage)?;
        let by = Name::parse(&[&self.by, " (Slack)"].concat()).ok();
        let act = if self.takes {
            let text = words.get("channel.act_take").map_or("", String::as_str);
            Act::Note { text: Paragraph::parse(text).map_err(|_| Refusal::Storage)? }
        } else {
            Act::Attempt { outcome: Outcome::Reached, note: None }
        };
        Ok(Command { id, seq: ticket.seq, by, act })
    }

    /// Whether what was shown is no more so. A repeat of what was done is not
    /// stale: ask that first.
    pub fn is_stale(&self, ticket: &Ticket) -> bool {
        ticket.state.is_ended() || ticket.attempts.len() != self.attempts
    }

    /// What Slack hears: who did what, for all; why it was refused, for who
    /// pressed.
    pub fn answer(&self, done: bool, words: &Texts) -> Option<Ask> {
        let word = |key: &str| words.get(key).cloned().unwrap_or_default();
        let what = word(if self.takes { "channel.act_take" } else { "channel.act_called" });
        let (kind, text) = if done {
            ("in_channel", format!("{what}: {} ({})", escape::slack(&self.by), self.ticket))
        } else {
            ("ephemeral", format!("{} ({})", word("channel.stale"), self.ticket))
        };
        let body = json!({"response_type": kind, "replace_original": false, "text": text});
        Some(Ask::json("answer", self.answer_to.clone()?, body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::specimen;
    use crate::delivery::step::form;
    use crate::texts;

    const SECRET: &str = "8f742231b10e8888abcd99yyyzzz85a5";

    fn press(action: &str, value: &str) -> Vec<u8> {
        let payload = json!({
            "type": "block_actions", "user": {"id": "U1", "name": "hanako<!channel>"},
            "actions": [{"action_id": action, "value": value}], "response_url": "https://hooks.slack.com/actions/T/1/x",
        });
        form(&[("payload", &payload.to_string())]).into_bytes()
    }

    /// The example of Slack's own documentation.
    #[test]
    fn a_signature_is_slacks() {
        let body = b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        let signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
        let at = |seconds: i64| Instant::from_unix(1_531_420_618 + seconds);
        assert!(is_signed(SECRET, "1531420618", signature, body, at(0)));
        assert!(is_signed(SECRET, "1531420618", signature, body, at(300)));
        assert!(!is_signed(SECRET, "1531420618", signature, body, at(301)), "too old");
        assert!(!is_signed(SECRET, "1531420619", signature, body, at(0)) && !is_signed("other", "1531420618", signature, body, at(0)));
        assert!(!is_signed(SECRET, "soon", signature, body, at(0)) && !is_signed(SECRET, "1531420618", signature, b"x", at(0)));
    }

    #[test]
    fn a_press_is_a_command_and_the_same_press_the_same() {
        let ticket: Ticket = serde_json::from_value(specimen::ticket()).unwrap();
        let command = |action, value: &str| read(&press(action, value)).unwrap().command(&ticket, texts::notice("ja")).unwrap();
        let take = command("take", "2345-6789-BCDF 0");
        assert_eq!(take.act, Act::Note { text: Paragraph::parse("担当します").unwrap() });
        assert_eq!((take.seq, take.by.unwrap().as_str().to_owned()), (1, "hanako<!channel> (Slack)".to_owned()));
        let called = command("called", "2345-6789-BCDF 0");
        assert_eq!(called.act, Act::Attempt { outcome: Outcome::Reached, note: None });
        assert_eq!(called.id, command("called", "2345-6789-BCDF 0").id);
        assert_ne!(called.id, take.id);
    }

    #[test]
    fn it_is_stale_once_somebody_called_or_it_has_ended() {
        let mut ticket: Ticket = serde_json::from_value(specimen::ticket()).unwrap();
        let pressed = |value: &str| read(&press("called", value)).unwrap();
        assert!(!pressed("2345-6789-BCDF 0").is_stale(&ticket) && pressed("2345-6789-BCDF 1").is_stale(&ticket));
        ticket.state = madoguchi_shared::ticket::State::Done;
        assert!(pressed("2345-6789-BCDF 0").is_stale(&ticket));
    }

    #[test]
    fn what_is_no_press_of_ours_is_none() {
        for (action, value) in [("other", "2345-6789-BCDF 0"), ("take", "x 0"), ("take", "2345-6789-BCDF"), ("take", "2345-6789-BCDF x")] {
            assert_eq!(read(&press(action, value)), None, "{action} {value}");
        }
        for body in [&b""[..], b"payload=", b"payload={}", b"{}", b"payload=%7B%22actions%22%3A%5B%5D%7D"] {
            assert_eq!(read(body), None);
        }
    }

    #[test]
    fn who_pressed_is_told_as_text_and_only_slack_hears_it() {
        let pressed = read(&press("take", "2345-6789-BCDF 0")).unwrap();
        let told = pressed.answer(true, texts::notice("ja")).unwrap();
        assert_eq!(told.url, "https://hooks.slack.com/actions/T/1/x");
        assert!(told.body.contains("担当します: hanako&lt;!channel&gt; (2345-6789-BCDF)"), "{}", told.body);
        assert!(pressed.answer(false, texts::notice("ja")).unwrap().body.contains("ephemeral"));
        let elsewhere = String::from_utf8(press("take", "2345-6789-BCDF 0")).unwrap().replace("hooks.slack.com", "evil.example");
        assert_eq!(read(elsewhere.as_bytes()).unwrap().answer(true, texts::notice("ja")), None);
    }
}
