//! The hosted page's words: its own, then those that it shares with the panel.

use crate::texts;
use madoguchi_shared::Fault;
use madoguchi_shared::notice::Texts;

/// One language's words.
#[derive(Clone, Copy)]
pub struct Words {
    own: &'static Texts,
    shared: &'static Texts,
}

impl Words {
    /// Of this language.
    pub fn of(language: &str) -> Self {
        Self { own: texts::hosted(language), shared: texts::texts(language) }
    }

    /// The words for a key; none where there are none.
    pub fn t(&self, key: &str) -> &'static str {
        self.own.get(key).or_else(|| self.shared.get(key)).map_or("", String::as_str)
    }

    /// The words for a key in two parts.
    pub fn of_two(&self, group: &str, key: &str) -> &'static str {
        self.t(&[group, key].concat())
    }

    /// The words for a key, with each `{name}` replaced.
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.t(key).to_owned(), |text, (name, value)| text.replace(&["{", name, "}"].concat(), value))
    }

    /// What is wrong, in words: of this field, else in general behind the
    /// field's name.
    pub fn fault(&self, fault: &Fault) -> String {
        let general = ["fault.", fault.code.as_str()].concat();
        let own = self.t(&[&general, ".", &fault.path].concat());
        if own.is_empty() { self.t(&general).to_owned() } else { own.to_owned() }
    }

    /// How many minutes or hours a shopper is asked to wait.
    pub fn wait(&self, seconds: u32) -> String {
        let (key, count) = match seconds.div_ceil(60) {
            minutes @ ..=90 => ("form.limited_minutes", minutes),
            minutes => ("form.limited_hours", minutes.div_ceil(60)),
        };
        self.say(key, &[("count", &count.to_string())])
    }
}
