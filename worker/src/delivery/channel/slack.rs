//! Slack, by an incoming webhook: Block Kit.
//!
//! Limits are those of Slack's own types (`@slack/types`): 50 blocks, 150
//! characters of a header, 3,000 of a section, 2,000 of a field of which ten
//! stand in one section, 25 actions. Besides, a message of more than some
//! 13,200 characters in all is refused though each block is within its limit
//! (slackapi/bolt-js, issue 2509): what is long is cut well below that, and
//! says so.

use crate::delivery::Outcome;
use crate::delivery::letter::Letter;
use crate::delivery::note::{About, Note};
use crate::delivery::step::{Ask, Heard, Next, Speaks};
use madoguchi_shared::notice::clean::shortened;
use madoguchi_shared::notice::{Action, escape};
use madoguchi_shared::settings::Slack;
use madoguchi_shared::urgency::Urgency;
use serde_json::{Value, json};

/// Longest header, in characters.
const HEADER_MAX: usize = 150;
/// Longest text of a section, in characters, escapes counted.
const SECTION_MAX: usize = 3_000;
/// Longest field, likewise.
const FIELD_MAX: usize = 2_000;
/// Fields of one section.
const FIELDS_MAX: usize = 10;
/// Longest text of a button, in characters.
const BUTTON_MAX: usize = 75;
/// Longest address of a button, in characters.
const ADDRESS_MAX: usize = 3_000;
/// Characters of all fields' values together: with the message and the rest
/// the sum stays below what is refused.
const FIELDS_SUM: usize = 6_000;

impl Speaks for &Slack {
    fn next(&self, letter: &Letter<'_>, _: &dyn Fn(&str) -> Option<String>, heard: Option<&Heard>) -> Next {
        if let Some(heard) = heard {
            // Its words are a code: `invalid_token`, `no_service`, `channel_is_archived`.
            let code = heard.body.trim();
            let is_code = !code.is_empty() && code.len() <= 60 && code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            return Next::judged_because(letter, heard, if is_code { code } else { "" });
        }
        let Some(note) = letter.note() else { return Next::done(Outcome::Arrived) };
        let url = self.url.as_deref().unwrap_or_default();
        Next::ask(Ask::json("post", url, message(self, letter, &note)))
    }
}

/// The message.
fn message(slack: &Slack, letter: &Letter<'_>, note: &Note) -> Value {
    let mut blocks = vec![];
    let mark = if note.urgency == Urgency::Urgent { "🔴 " } else { "" };
    let title = [mark, &shortened(&note.title, HEADER_MAX - 2)].concat();
    blocks.push(json!({"type": "header", "text": {"type": "plain_text", "text": title, "emoji": true}}));
    let calling = mentions(slack, note);
    if !calling.is_empty() {
        blocks.push(section(&calling));
    }
    if let Some(notice) = &note.blocks {
        let mut left = FIELDS_SUM;
        let fields: Vec<Value> = notice
            .fields
            .iter()
            .map(|row| {
                let value = escape::slack(&row.value);
                let value = cut(&value, left.clamp(1, FIELD_MAX - 100));
                left = left.saturating_sub(value.chars().count());
                // A number is called, an address written to, by a touch.
                let value = match row.href.as_deref().filter(|href| href.starts_with("tel:") || href.starts_with("mailto:")) {
                    Some(href) => ["<", href, "|", &value, ">"].concat(),
                    None => value,
                };
                markdown(&["*", &escape::slack(&row.label), "*\n", &value].concat())
            })
            .collect();
        blocks.extend(fields.chunks(FIELDS_MAX).map(|fields| json!({"type": "section", "fields": fields})));
        let body = quoted(&notice.body.lines.join("\n"));
        let label = escape::slack(&notice.body.label);
        let most = SECTION_MAX - 200;
        let whole = body.chars().count() <= most;
        let body = if whole { body } else { [&cut(&body, most), "\n", &letter.word("channel.cut")].concat() };
        blocks.push(section(&["*", &label, "*\n", &body].concat()));
    }
    if !note.lines.is_empty() {
        let lines: Vec<String> = note.lines.iter().map(|line| escape::slack(line)).collect();
        blocks.push(section(&cut(&lines.join("\n"), SECTION_MAX)));
    }
    let actions = actions(slack, letter, note);
    if !actions.is_empty() {
        blocks.push(json!({"type": "actions", "elements": actions}));
    }
    // What a phone shows while it is locked, and what is read out.
    let text = [mark, &escape::slack(&note.title)].concat();
    json!({"text": text, "blocks": blocks, "unfurl_links": false, "unfurl_media": false})
}

fn section(text: &str) -> Value {
    json!({"type": "section", "text": markdown(text)})
}

/// `verbatim`: no address, name or channel that stands in it becomes a link.
fn markdown(text: &str) -> Value {
    json!({"type": "mrkdwn", "text": text, "verbatim": true})
}

/// A shopper's words behind a bar each: that they quote, and end no sooner.
fn quoted(text: &str) -> String {
    text.split('\n').map(|line| ["> ", &escape::slack(line)].concat()).collect::<Vec<_>>().join("\n")
}

/// At most so many characters of what is escaped already, no escape torn apart.
fn cut(text: &str, max: usize) -> String {
    let mut short = shortened(text, max);
    if short.len() < text.len()
        && let Some(at) = short.rfind('&')
        && !short.get(at..).is_some_and(|rest| rest.contains(';'))
    {
        short.truncate(at);
        short.push('…');
    }
    short
}

/// Who is called. Ids have their form by the settings' faults.
fn mentions(slack: &Slack, note: &Note) -> String {
    let mention = |who: &String| match who.as_str() {
        "here" | "channel" => ["<!", who, ">"].concat(),
        id if id.starts_with('S') => ["<!subteam^", id, ">"].concat(),
        id => ["<@", id, ">"].concat(),
    };
    if note.calls { slack.mention.iter().map(mention).collect::<Vec<_>>().join(" ") } else { String::new() }
}

fn actions(slack: &Slack, letter: &Letter<'_>, note: &Note) -> Vec<Value> {
    // An app that signs has a request URL, to which its buttons speak.
    let acts = note.ticket.as_ref().filter(|about| slack.signing_secret.is_some() && note.blocks.is_some() && about.is_open);
    let mut all: Vec<Value> = acts.map(|about| act_buttons(letter, about)).unwrap_or_default();
    let pages = note.actions.iter().filter(|action| action.href.starts_with("http") && action.href.chars().count() <= ADDRESS_MAX);
    all.extend(pages.map(link_button));
    all
}

fn link_button(action: &Action) -> Value {
    json!({"type": "button", "text": plain(&action.label), "url": action.href})
}

/// 担当します and 電話済み: what a press says is the ticket, and how many calls
/// there had been when it was shown.
fn act_buttons(letter: &Letter<'_>, about: &About) -> Vec<Value> {
    let button = |id: &str, word: &str| json!({"type": "button", "action_id": id, "text": plain(&letter.word(word)), "value": format!("{} {}", about.id, about.attempts)});
    vec![button("take", "channel.act_take"), button("called", "channel.act_called")]
}

fn plain(text: &str) -> Value {
    json!({"type": "plain_text", "text": shortened(text, BUTTON_MAX)})
}

#[cfg(test)]
#[path = "slack_tests.rs"]
mod tests;
