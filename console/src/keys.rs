//! Which key does what. Pure.

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// To the next ticket of the list.
    Next,
    /// To the one before.
    Previous,
    /// Opens the first of the list, where none is open.
    Enter,
    /// Closes what is open: form, help, ticket.
    Escape,
    /// To the search.
    Search,
    /// Shows the keys.
    Help,
    /// To a list, by its place.
    List(usize),
    /// Presses the button of this name on the card, if it is there.
    Press(&'static str),
}

/// Every key, in the order in which they are told of: the key, its word.
pub const KEYS: [(&str, &str); 19] = [
    ("j", "keys.next"),
    ("k", "keys.previous"),
    ("Enter", "keys.enter"),
    ("Esc", "keys.escape"),
    ("1–6", "keys.lists"),
    ("/", "keys.search"),
    ("t", "act.take"),
    ("c", "act.start_call"),
    ("r", "act.close"),
    ("n", "act.no_answer"),
    ("b", "act.busy"),
    ("v", "act.voicemail"),
    ("w", "act.wrong_number"),
    ("a", "act.call_again"),
    ("h", "act.hand_over"),
    ("p", "act.pass_on"),
    ("m", "act.note"),
    ("u", "act.undo"),
    ("?", "keys.help"),
];

/// What a key does, pressed alone and not where somebody types. Names of keys
/// are those of the UI Events specification.
pub fn does(key: &str) -> Option<Does> {
    Some(match key {
        "j" | "ArrowDown" => Does::Next,
        "k" | "ArrowUp" => Does::Previous,
        "Enter" => Does::Enter,
        "Escape" => Does::Escape,
        "/" => Does::Search,
        "?" => Does::Help,
        "1" | "2" | "3" | "4" | "5" | "6" => Does::List(key.parse::<usize>().ok()? - 1),
        "t" => Does::Press("take"),
        "c" => Does::Press("start_call"),
        "r" => Does::Press("close"),
        "n" => Does::Press("no_answer"),
        "b" => Does::Press("busy"),
        "v" => Does::Press("voicemail"),
        "w" => Does::Press("wrong_number"),
        "a" => Does::Press("call_again"),
        "h" => Does::Press("hand_over"),
        "p" => Does::Press("pass_on"),
        "m" => Does::Press("note"),
        "u" => Does::Press("undo"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_that_is_told_of_does_something() {
        for (key, word) in KEYS {
            let pressed = match key {
                "Esc" => "Escape",
                "1–6" => "6",
                key => key,
            };
            assert!(does(pressed).is_some(), "{key}");
            if let Some(Does::Press(name)) = does(pressed) {
                assert_eq!(word, format!("act.{name}"));
            }
        }
        assert_eq!((does("1"), does("6"), does("7"), does("A")), (Some(Does::List(0)), Some(Does::List(5)), None, None));
    }
}
