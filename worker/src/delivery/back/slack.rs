//! What comes back from Slack: a press of a notice's button.
//!
//! Slack posts a form with one field, `payload`, and signs it: `v0=` and the
//! HMAC-SHA-256 of `v0:{timestamp}:{body}` in hexadecimal, under the app's
//! signing secret (Slack, "Verifying requests from Slack").

use super::{AGE_MAX, Asked, Call, What};
use crate::delivery::step::Ask;
use crate::hosted::Typed;
use crate::refusal::Refusal;
use crate::token;
use madoguchi_shared::field::Name;
use madoguchi_shared::id::{Key, TicketId};
use madoguchi_shared::json;
use madoguchi_shared::notice::clean::one_line;
use madoguchi_shared::notice::{Texts, escape};
use madoguchi_shared::settings::Slack;
use serde::Deserialize;
use serde_json::json;

/// The header with its signature.
pub const SIGNATURE: &str = "x-slack-signature";

/// Reads a press; none if it is of no button of ours.
pub fn read(slack: &Slack, call: &Call<'_>) -> Result<Option<Asked>, Refusal> {
    let header = |name: &str| (call.header)(name).unwrap_or_default();
    let secret = slack.signing_secret.as_deref().ok_or(Refusal::Unauthorized)?;
    if !is_signed(secret, &header(SIGNATURE), &header("x-slack-request-timestamp"), call) {
        return Err(Refusal::Unauthorized);
    }
    Ok(pressed(call.body))
}

/// Whether Slack has signed it, and lately.
fn is_signed(secret: &str, signature: &str, timestamp: &str, call: &Call<'_>) -> bool {
    let timely = timestamp.parse::<i64>().is_ok_and(|at| (call.now.unix() - at).abs() <= AGE_MAX);
    let made = token::sign(secret.as_bytes(), &[b"v0:", timestamp.as_bytes(), b":", call.body]);
    let hex: String = made.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|n| char::from_digit(u32::from(n), 16)).collect();
    token::same(&["v0=", &hex].concat(), signature) && timely
}

fn pressed(body: &[u8]) -> Option<Asked> {
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
    let (ticket, attempts) = action.value.as_deref()?.split_once(' ')?;
    let (ticket, attempts) = (TicketId::parse(ticket).ok()?, attempts.parse().ok()?);
    let by = one_line(&payload.user.name.or(payload.user.username).unwrap_or(payload.user.id), 40);
    let (what, whose) = match action.action_id.as_str() {
        "take" => (What::Takes { attempts }, by.as_str()),
        // Whoever says that it was called: it was called once.
        "called" => (What::Called { attempts }, ""),
        _ => return None,
    };
    // The same button, pressed again, is the same command.
    let parts = [&action.action_id, ticket.as_str(), &attempts.to_string(), whose].join(" ");
    Some(Asked {
        id: Key::parse(&["sl_", &token::hash(parts.as_bytes())].concat()).ok()?,
        ticket,
        by: Name::parse(&[&by, " (Slack)"].concat()).ok(),
        what,
        // Nobody else is told, whatever the payload says.
        answer_to: payload.response_url.filter(|url| url.starts_with("https://hooks.slack.com/")),
    })
}

/// What Slack hears: who did what, for all; that it was refused, for who
/// pressed.
pub fn answer(asked: &Asked, done: bool, words: &Texts) -> Option<Ask> {
    let word = |key: &str| words.get(key).cloned().unwrap_or_default();
    let what = word(if matches!(asked.what, What::Takes { .. }) { "channel.act_take" } else { "channel.act_called" });
    let (kind, text) = if done {
        let by = asked.by.as_ref().map(|name| escape::slack(name.as_str())).unwrap_or_default();
        ("in_channel", format!("{what}: {by} {}", asked.ticket))
    } else {
        ("ephemeral", format!("{} {}", word("channel.stale"), asked.ticket))
    };
    let body = json!({"response_type": kind, "replace_original": false, "text": text});
    Some(Ask::json("answer", asked.answer_to.clone()?, body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::specimen;
    use crate::delivery::step::form;
    use crate::texts;
    use madoguchi_shared::Instant;
    use madoguchi_shared::ticket::{Act, Outcome, State, Ticket};

    const SECRET: &str = "8f742231b10e8888abcd99yyyzzz85a5";

    fn press(action: &str, value: &str) -> Vec<u8> {
        let payload = json!({
            "type": "block_actions", "user": {"id": "U1", "name": "hanako<!channel>"},
            "actions": [{"action_id": action, "value": value}], "response_url": "https://hooks.slack.com/actions/T/1/x",
        });
        form(&[("payload", &payload.to_string())]).into_bytes()
    }

    fn asked(action: &str, value: &str) -> Asked {
        pressed(&press(action, value)).unwrap()
    }

    /// The example of Slack's own documentation.
    #[test]
    fn a_signature_is_slacks() {
        let body = b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        let signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
        let signed = |secret, timestamp: &str, body: &[u8], later: i64| {
            let now = Instant::from_unix(1_531_420_618 + later);
            is_signed(secret, signature, timestamp, &Call { slug: "s", header: &|_| None, body, now })
        };
        assert!(signed(SECRET, "1531420618", body, 0) && signed(SECRET, "1531420618", body, 300));
        assert!(!signed(SECRET, "1531420618", body, 301), "too old");
        assert!(!signed(SECRET, "1531420619", body, 0) && !signed("other", "1531420618", body, 0));
        assert!(!signed(SECRET, "soon", body, 0) && !signed(SECRET, "1531420618", b"x", 0));
    }

    #[test]
    fn a_press_is_an_act_and_the_same_press_the_same() {
        let ticket: Ticket = serde_json::from_value(specimen::ticket()).unwrap();
        let words = texts::notice("ja");
        let take = asked("take", "2345-6789-BCDF 0");
        let Some(Act::Note { text }) = take.act(&ticket, words).unwrap() else { panic!() };
        assert_eq!((text.as_str(), take.by.as_ref().unwrap().as_str()), ("担当します", "hanako<!channel> (Slack)"));
        let called = asked("called", "2345-6789-BCDF 0");
        assert_eq!(called.act(&ticket, words), Ok(Some(Act::Attempt { outcome: Outcome::Reached, note: None })));
        assert_eq!(called.id, asked("called", "2345-6789-BCDF 0").id);
        assert_ne!(called.id, take.id);
    }

    #[test]
    fn it_is_stale_once_somebody_called_or_it_has_ended() {
        let mut ticket: Ticket = serde_json::from_value(specimen::ticket()).unwrap();
        let words = texts::notice("ja");
        assert_eq!(asked("called", "2345-6789-BCDF 1").act(&ticket, words), Err(Refusal::Stale));
        ticket.state = State::Done;
        for action in ["called", "take"] {
            assert_eq!(asked(action, "2345-6789-BCDF 0").act(&ticket, words), Err(Refusal::Stale));
        }
    }

    #[test]
    fn what_is_no_press_of_ours_is_none() {
        for (action, value) in [("other", "2345-6789-BCDF 0"), ("take", "x 0"), ("take", "2345-6789-BCDF"), ("take", "2345-6789-BCDF x")] {
            assert_eq!(pressed(&press(action, value)), None, "{action} {value}");
        }
        for body in [&b""[..], b"payload=", b"payload={}", b"{}", b"payload=%7B%22actions%22%3A%5B%5D%7D"] {
            assert_eq!(pressed(body), None);
        }
    }

    #[test]
    fn who_pressed_is_told_as_text_and_only_slack_hears_it() {
        let pressed_once = asked("take", "2345-6789-BCDF 0");
        let told = answer(&pressed_once, true, texts::notice("ja")).unwrap();
        assert_eq!(told.url, "https://hooks.slack.com/actions/T/1/x");
        assert!(told.body.contains("担当します: hanako&lt;!channel&gt; (Slack) 2345-6789-BCDF"), "{}", told.body);
        assert!(answer(&pressed_once, false, texts::notice("ja")).unwrap().body.contains("ephemeral"));
        let elsewhere = String::from_utf8(press("take", "2345-6789-BCDF 0")).unwrap().replace("hooks.slack.com", "evil.example");
        assert_eq!(answer(&pressed(elsewhere.as_bytes()).unwrap(), true, texts::notice("ja")), None);
    }
}
