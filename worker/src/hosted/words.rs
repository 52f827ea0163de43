//! The hosted page's words: its own, then those that it shares with the panel.

use crate::texts;
use madoguchi_shared::notice::Texts;
use madoguchi_shared::order_policy::{self, Answer};
use madoguchi_shared::{Fault, Instant};

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

    /// What a holiday is called: Japan's own in each language; another that is
    /// named in a foreign script is one.
    pub fn holiday<'a>(&self, name: &'a str) -> &'a str {
        let (known, any) = (self.of_two("holiday.", name), self.t("day.holiday"));
        match known {
            "" if any.is_empty() || name.is_ascii() => name,
            "" => any,
            known => known,
        }
    }

    /// An answer of the order policy; `time` writes a moment.
    pub fn policy(&self, answer: &Answer, time: &dyn Fn(Instant) -> String) -> String {
        order_policy::words(answer, self.shared, time)
    }

    /// What is wrong at a field, in words of its own where there are some.
    pub fn fault(&self, fault: &Fault) -> &'static str {
        let general = ["fault.", fault.code.as_str()].concat();
        let own = self.of_two(&general, &[".", &fault.path].concat());
        if own.is_empty() { self.t(&general) } else { own }
    }

    /// The same away from its field: words that don't tell which it is stand
    /// behind its name.
    pub fn fault_of(&self, fault: &Fault) -> String {
        let (words, general) = (self.fault(fault), self.of_two("fault.", fault.code.as_str()));
        let name = if words == general { self.of_two("form.", &fault.path) } else { "" };
        if name.is_empty() { words.to_owned() } else { [name, ": ", words].concat() }
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
