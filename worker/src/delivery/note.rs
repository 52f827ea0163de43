//! A letter as people read it, in no channel's form: one line that is enough to
//! act on, then the notice or a few lines, then what can be pressed. Its texts
//! are clean but not escaped: each channel escapes them.

use super::letter::{Letter, Said, Telling, telling};
use madoguchi_shared::command::{Alert, AlertType, Event, EventType};
use madoguchi_shared::digest::Digest;
use madoguchi_shared::id::TicketId;
use madoguchi_shared::notice::{Action, ActionKind, Blocks, Sheet, clean, link};
use madoguchi_shared::urgency::Urgency;

/// The longest line of a note, in characters.
const LINE_MAX: usize = 300;

/// What people are told.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The first line, for a phone's lock screen too.
    pub title: String,
    /// Whether somebody is called to it by name: an urgent ticket that has come
    /// or was handed over.
    pub calls: bool,
    /// How pressing.
    pub urgency: Urgency,
    /// The notice, where it is told whole.
    pub blocks: Option<Blocks>,
    /// Lines below the title, or below the notice.
    pub lines: Vec<String>,
    /// What can be pressed: links.
    pub actions: Vec<Action>,
    /// The ticket, where it is about one.
    pub ticket: Option<About>,
}

/// The ticket that a note is about.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// Its number.
    pub id: TicketId,
    /// How many calls there had been.
    pub attempts: usize,
    /// Whether the desk can act on it: not once it has ended.
    pub is_open: bool,
    /// When the promise ends.
    pub due: Option<madoguchi_shared::Instant>,
}

impl Note {
    /// What people are told of a letter; none where there is nothing to tell.
    pub fn of(letter: &Letter<'_>) -> Option<Self> {
        match &letter.said {
            Said::Event(event) => Self::event(letter, event),
            Said::Alert(alert) => Some(Self::alert(letter, alert)),
            Said::Digest(digest) => Some(Self::digest(letter, digest)),
            Said::Trial => {
                Some(Self::plain(format!("{} | {}", letter.word("channel.trial"), shop(letter)), vec![letter.word("channel.trial_more")]))
            }
        }
    }

    fn plain(title: String, lines: Vec<String>) -> Self {
        Self { title, calls: false, urgency: Urgency::Normal, blocks: None, lines, actions: vec![], ticket: None }
    }

    fn event(letter: &Letter<'_>, event: &Event) -> Option<Self> {
        let (ticket, how) = (&event.data.ticket, telling(event.kind));
        if how == Telling::Nothing {
            return None;
        }
        let sheet = Sheet { shop: &event.data.shop_name, urgency: ticket.urgency, rows: &event.data.notice };
        let blocks = sheet.blocks(letter.words);
        let what = letter.word(event_key(event.kind));
        let title = match event.kind {
            EventType::Created => blocks.header.clone(),
            // Nothing is left that could be said of it.
            EventType::Erased => format!("{what} | {} | {}", ticket.id, shop(letter)),
            _ => format!("{what} | {}", blocks.header),
        };
        let mut actions: Vec<Action> =
            blocks.actions.iter().filter(|action| how == Telling::Whole || action.kind == ActionKind::Open).cloned().collect();
        let mut lines = vec![];
        if event.kind == EventType::HandedOver {
            if let Some(handover) = &ticket.handover {
                lines.extend(clean::lines(handover.note.as_str(), 1_000).split('\n').map(str::to_owned));
            }
            if let Some(href) = event.data.answer_link.as_deref().and_then(link) {
                actions.insert(0, Action { kind: ActionKind::Open, label: letter.word("channel.act_answer"), href });
            }
        }
        if event.kind == EventType::Erased {
            lines.push(letter.word("channel.erased_more"));
            actions.clear();
        } else {
            lines.push(format!("{}: {}", letter.word("channel.number"), ticket.id));
        }
        Some(Self {
            title,
            calls: how == Telling::Whole && ticket.urgency == Urgency::Urgent,
            urgency: ticket.urgency,
            blocks: (how == Telling::Whole).then_some(blocks),
            lines,
            actions,
            ticket: Some(About {
                id: ticket.id.clone(),
                attempts: ticket.attempts.len(),
                is_open: !ticket.state.is_ended(),
                due: ticket.due(),
            }),
        })
    }

    fn alert(letter: &Letter<'_>, alert: &Alert) -> Self {
        let key = match alert.kind {
            AlertType::Delayed => "channel.delayed",
            AlertType::Failing => "channel.failing",
            AlertType::Off => "channel.off",
        };
        let title = format!("{} | {} | {}", letter.word(key), one(&alert.data.channel), shop(letter));
        let mut lines = vec![];
        if let Some(ticket) = &alert.data.ticket {
            lines.push(format!("{}: {}", letter.word("channel.number"), one(ticket)));
        }
        if !alert.data.reason.is_empty() {
            lines.push(format!("{}: {}", letter.word("channel.reason"), one(&alert.data.reason)));
        }
        Self { urgency: Urgency::Urgent, ..Self::plain(title, lines) }
    }

    fn digest(letter: &Letter<'_>, digest: &Digest) -> Self {
        let title = format!("{} | {}", digest.title(letter.words, letter.zone), shop(letter));
        Self::plain(title, digest.lines(letter.words, letter.zone))
    }
}

fn shop(letter: &Letter<'_>) -> String {
    clean::one_line(&letter.shop.name, 40)
}

fn one(text: &str) -> String {
    clean::one_line(text, LINE_MAX)
}

/// The key of an event's word.
fn event_key(kind: EventType) -> &'static str {
    match kind {
        EventType::Created => "channel.created",
        EventType::Moved => "channel.moved",
        EventType::Cancelled => "channel.cancelled",
        EventType::PromiseBroken => "channel.promise_broken",
        EventType::PromiseRestored => "channel.promise_restored",
        EventType::HandedOver => "channel.handed_over",
        EventType::Returned => "channel.returned",
        EventType::Reopened => "channel.reopened",
        EventType::PutBack => "channel.put_back",
        EventType::Closed => "channel.closed",
        EventType::Erased => "channel.erased",
        // Of these nothing is told.
        EventType::Rated
        | EventType::CallStarted
        | EventType::Attempted
        | EventType::CallPlanned
        | EventType::SetAside
        | EventType::Noted
        | EventType::Undone => "",
    }
}
