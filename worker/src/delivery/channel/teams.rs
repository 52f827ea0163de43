//! Microsoft Teams, by the address of a workflow: an Adaptive Card.
//!
//! A message may have about 28 KB (Microsoft's reference of connectors). What
//! is long is cut until the whole is below that, and says so. Cards show a part
//! of Markdown in their text blocks; everything here is escaped for it.

use crate::delivery::Outcome;
use crate::delivery::letter::Letter;
use crate::delivery::note::Note;
use crate::delivery::step::{Ask, Heard, Next, Speaks};
use madoguchi_shared::notice::clean::shortened;
use madoguchi_shared::notice::escape;
use madoguchi_shared::settings::Teams;
use madoguchi_shared::urgency::Urgency;
use serde_json::{Value, json};

/// The most bytes of a message: 28 KB, less what a workflow may add.
const BYTES_MAX: usize = 27_000;
/// Characters of the message in the first go; half of it in each go after.
const MESSAGE_MAX: usize = 4_000;

impl Speaks for &Teams {
    fn next(&self, letter: &Letter<'_>, _: &dyn Fn(&str) -> Option<String>, heard: Option<&Heard>) -> Next {
        if let Some(heard) = heard {
            // A workflow's answer is JSON: {"error": {"code": "DirectApiAuthorizationRequired", …}}.
            let answer = heard.json();
            let code = answer.pointer("/error/code").and_then(Value::as_str).unwrap_or_default();
            return Next::judged_because(letter, heard, code);
        }
        let Some(note) = letter.note() else { return Next::done(Outcome::Arrived) };
        let mut message = MESSAGE_MAX;
        let mut body = wrapped(self, letter, &note, message);
        while body.len() > BYTES_MAX && message > 16 {
            message /= 2;
            body = wrapped(self, letter, &note, message);
        }
        Next::ask(Ask::json("post", self.url.as_deref().unwrap_or_default(), body))
    }
}

/// The message as it is sent, with so many characters of the shopper's words.
fn wrapped(teams: &Teams, letter: &Letter<'_>, note: &Note, most: usize) -> String {
    let content = card(teams, letter, note, most);
    let attachment = json!({"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": null, "content": content});
    json!({"type": "message", "attachments": [attachment]}).to_string()
}

fn card(teams: &Teams, letter: &Letter<'_>, note: &Note, most: usize) -> Value {
    let urgent = note.urgency == Urgency::Urgent;
    let colour = if urgent { "attention" } else { "default" };
    let mut body = vec![json!({
        "type": "TextBlock", "text": escape::markdown(&note.title), "weight": "bolder", "size": "medium", "color": colour, "wrap": true,
    })];
    let called: &[_] = if note.calls { &teams.mention } else { &[] };
    if !called.is_empty() {
        let names: Vec<String> = called.iter().map(|who| at(who.as_str())).collect();
        body.push(json!({"type": "TextBlock", "text": names.join(" "), "wrap": true}));
    }
    if let Some(notice) = &note.blocks {
        let facts: Vec<Value> = notice
            .fields
            .iter()
            .map(|row| json!({"title": escape::markdown(&row.label), "value": escape::markdown(&shortened(&row.value, most))}))
            .collect();
        body.push(json!({"type": "FactSet", "facts": facts}));
        body.push(json!({
            "type": "TextBlock", "text": escape::markdown(&notice.body.label), "weight": "bolder", "wrap": true, "spacing": "medium",
        }));
        let whole = notice.body.lines.join("\n");
        let mut words = text(&shortened(&whole, most));
        if whole.chars().count() > most {
            words.push_str("\n\n");
            words.push_str(&letter.word("channel.cut"));
        }
        body.push(json!({"type": "TextBlock", "text": words, "wrap": true}));
    }
    body.extend(
        note.lines.iter().map(
            |line| json!({"type": "TextBlock", "text": text(&shortened(line, most)), "wrap": true, "isSubtle": note.blocks.is_some()}),
        ),
    );
    // Teams opens nothing but pages from a card.
    let pages = note.actions.iter().filter(|action| action.href.starts_with("https://"));
    let actions: Vec<Value> =
        pages.map(|action| json!({"type": "Action.OpenUrl", "title": shortened(&action.label, 60), "url": action.href})).collect();
    let entities: Vec<Value> = called
        .iter()
        .map(|who| json!({"type": "mention", "text": at(who.as_str()), "mentioned": {"id": who.as_str(), "name": who.as_str()}}))
        .collect();
    json!({
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "fallbackText": escape::markdown(&note.title),
        "body": body,
        "actions": actions,
        "msteams": {"width": "Full", "entities": entities},
    })
}

/// A mention: only the settings' own names stand there.
fn at(who: &str) -> String {
    ["<at>", who, "</at>"].concat()
}

/// Some lines. In Markdown a line ends where two blanks or an empty line are.
fn text(text: &str) -> String {
    text.split('\n').map(escape::markdown).collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
#[path = "teams_tests.rs"]
mod tests;
