//! A note as lines of text, for chats that know no other form.

use crate::delivery::letter::Letter;
use crate::delivery::note::Note;
use madoguchi_shared::notice::clean::shortened;

/// Before every line of a message that has more than one, so that none can pass
/// for a row of the notice.
const INSIDE: &str = "│ ";

/// All but the title: the notice's rows, the lines, and the links to press.
/// Each text has at most `most` characters; where one had more, that is said.
/// `inert` makes a text inert for the chat, and must not make it longer: our
/// own links alone are links.
pub fn lines(letter: &Letter<'_>, note: &Note, most: usize, inert: fn(&str) -> String) -> String {
    let mut cut = false;
    let mut short = |text: &str| {
        cut |= text.chars().nth(most).is_some();
        inert(&shortened(text, most))
    };
    let mut all = vec![];
    if let Some(notice) = &note.blocks {
        all.extend(notice.fields.iter().map(|row| [&inert(&row.label), ": ", &short(&row.value)].concat()));
        let (label, words) = (inert(&notice.body.label), short(&notice.body.lines.join("\n")));
        all.push(match words.contains('\n') {
            true => [&label, ":\n", INSIDE, &words.replace('\n', &["\n", INSIDE].concat())].concat(),
            false => [&label, ": ", &words].concat(),
        });
        all.push(String::new());
    }
    // The last says the number, by which the ticket is found whatever is cut.
    if let Some((last, before)) = note.lines.split_last() {
        if !before.is_empty() {
            all.push(short(&before.join("\n")));
        }
        all.push(inert(last));
    }
    if cut {
        all.push(letter.word("channel.cut"));
    }
    // A number to call and an address to write to stand in their row.
    let pages = note.actions.iter().filter(|action| action.href.starts_with("http"));
    all.extend(pages.map(|page| [&inert(&page.label), ": ", &page.href].concat()));
    all.join("\n")
}
