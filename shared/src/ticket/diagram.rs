//! The table of moves as a diagram, for ARCHITECTURE.md.

use super::{Actor, BEGINNINGS, MOVES, Move, State, Step};

/// The life of a ticket as Markdown: a Mermaid state diagram, and beneath it
/// what may be done in every state, which would only fill the picture.
pub fn markdown() -> String {
    let (everywhere, here): (Vec<&Move>, Vec<&Move>) = MOVES.iter().partition(|row| is_everywhere(row));
    let mut text = String::from("```mermaid\nstateDiagram-v2\n");
    for state in BEGINNINGS {
        line(&mut text, "[*]", state.as_str(), "accepted");
    }
    for from in State::ALL {
        for to in State::ALL {
            let labels: Vec<_> = here.iter().filter(|row| leads(row, from, to)).map(|row| label(row)).collect();
            if !labels.is_empty() {
                line(&mut text, from.as_str(), to.as_str(), &labels.join(", "));
            }
        }
    }
    text.push_str("```\n\nIn every state but `erased`:");
    for row in &everywhere {
        text.push_str(" `");
        text.push_str(&label(row));
        text.push_str(match row.to {
            Some(_) => "`, which leads to `erased`;",
            None if row.step == Step::Undo => "`, for a minute, which leads back to where the desk's last act began;",
            None => "`, which changes no state;",
        });
    }
    text.pop();
    text.push_str(".\n");
    text
}

fn is_everywhere(row: &Move) -> bool {
    State::ALL.iter().all(|state| row.from.contains(state) || *state == State::Erased)
}

fn leads(row: &Move, from: State, to: State) -> bool {
    row.from.contains(&from) && row.to.unwrap_or(from) == to
}

fn line(text: &mut String, from: &str, to: &str, label: &str) {
    for part in ["    ", from, " --> ", to, ": ", label, "\n"] {
        text.push_str(part);
    }
}

/// `close (desk)`. A colon would end a label in Mermaid.
fn label(row: &Move) -> String {
    let who: Vec<_> = row.who.iter().map(|actor: &Actor| actor.as_str()).collect();
    [word(row.step), " (", &who.join(" or "), ")"].concat()
}

/// The act's name on the wire, and what makes it this step.
fn word(step: Step) -> &'static str {
    match step {
        Step::Move => "move",
        Step::Cancel => "cancel",
        Step::Rate => "rate",
        Step::StartCall => "start_call",
        Step::Reached => "attempt reached",
        Step::InVain => "attempt in vain",
        Step::LastInVain => "last attempt in vain",
        Step::CallAgain => "call_again",
        Step::Close => "close",
        Step::HandOver => "hand_over",
        Step::GiveUp => "give_up",
        Step::SetAside => "set_aside",
        Step::PutBack => "put_back",
        Step::PutBackPlanned => "put_back to a planned call",
        Step::ReturnToDesk => "return_to_desk",
        Step::Reopen => "reopen",
        Step::Note => "note",
        Step::Undo => "undo",
        Step::Erase => "erase",
    }
}
