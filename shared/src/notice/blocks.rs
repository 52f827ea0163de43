//! The notice as blocks: a small tree, of no channel, from which each draws
//! its own form. Its texts are clean but not escaped: what draws them escapes.

use super::sheet::{self, Sheet};
use super::{Row, Texts, word};
use crate::urgency::Urgency;
use serde::Serialize;

/// The notice's parts, in the order in which they are shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Blocks {
    /// One line that is enough to act on; also what a channel shows where it
    /// can't show blocks.
    pub header: String,
    /// For a colour or a sound.
    pub urgency: Urgency,
    /// The rows of one line each, in the notice's order; all but message and link.
    pub fields: Vec<Row>,
    /// The message.
    pub body: Body,
    /// What can be done at once, the first the likeliest.
    pub actions: Vec<Action>,
}

/// The shopper's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Body {
    /// Its label.
    pub label: String,
    /// Its lines; a dash where nothing was given.
    pub lines: Vec<String>,
}

/// Something to press.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Action {
    /// What it does.
    pub kind: ActionKind,
    /// What stands on it.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// What an action does. Its word is `notice.act_<kind>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// Opens the ticket at the desk.
    Open,
    /// Calls the shopper.
    Call,
    /// Writes a mail.
    Write,
}

impl ActionKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Call, Self::Write];

    /// The key of its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "notice.act_open",
            Self::Call => "notice.act_call",
            Self::Write => "notice.act_write",
        }
    }

    /// What a row's link does, where it is more than to show a page.
    fn of(row: &Row, href: &str) -> Option<Self> {
        match row.key.as_str() {
            "link" if href.starts_with("http") => Some(Self::Open),
            "contact" if href.starts_with("tel:") => Some(Self::Call),
            "contact" if href.starts_with("mailto:") => Some(Self::Write),
            _ => None,
        }
    }
}

impl Sheet<'_> {
    /// The notice as blocks, its actions in the words of `texts`.
    pub fn blocks(&self, texts: &Texts) -> Blocks {
        let mut blocks =
            Blocks { header: self.headline(), urgency: self.urgency, fields: Vec::new(), body: Body::default(), actions: Vec::new() };
        for row in self.rows {
            let href = sheet::href(row);
            if let Some((kind, href)) = href.as_deref().and_then(|href| Some((ActionKind::of(row, href)?, href))) {
                blocks.actions.push(Action { kind, label: word(texts, kind.word()), href: href.to_owned() });
            }
            match row.key.as_str() {
                "message" => {
                    let lines = sheet::value(row).split('\n').map(str::to_owned).collect();
                    blocks.body = Body { label: sheet::label(row), lines };
                }
                "link" => {}
                _ => blocks.fields.push(Row { key: row.key.clone(), label: sheet::label(row), value: sheet::value(row), href }),
            }
        }
        // The contact stands above the link, but to open the ticket comes first: it is claimed before anyone calls.
        blocks.actions.sort_by_key(|action| action.kind != ActionKind::Open);
        blocks
    }
}
