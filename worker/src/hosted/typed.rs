//! What a form sent: names and values, as browsers write them into a query or
//! a body (`application/x-www-form-urlencoded`, WHATWG URL §5.1).

use madoguchi_shared::Draft;
use madoguchi_shared::draft::DraftProduct;

/// Names and what was typed, in their order. A name is a field's path in the
/// draft.
#[derive(Debug, Default)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// Reads a body or a query. There is nothing that can't be read: what is
    /// no UTF-8 becomes U+FFFD.
    pub fn parse(text: &[u8]) -> Self {
        let pairs = text.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
        let pair = |pair: &[u8]| {
            let middle = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            let (name, value) = pair.split_at_checked(middle).unwrap_or_default();
            (decoded(name), decoded(value.get(1..).unwrap_or_default()))
        };
        // A form has under thirty fields, and a few more for what was read.
        Self(pairs.take(200).map(pair).collect())
    }

    /// What may be told in a link to the form: what it is about, where it was
    /// followed, what was searched for and read. Nobody is agreed for, and no person is named.
    pub fn of_link(query: &[u8]) -> Self {
        let mut typed = Self::parse(query);
        typed.0.retain(|(name, _)| matches!(name.as_str(), "topic" | "product.name" | "page" | "read" | "step" | "q"));
        typed
    }

    /// What was typed under a name, the first if there are several; empty if
    /// nothing was.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Adds what was not typed, unless there is something under that name.
    pub fn add(&mut self, name: &str, value: String) {
        if self.get(name).is_empty() {
            self.0.push((name.to_owned(), value));
        }
    }

    /// All that was typed, in its order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The draft that this comes to.
    pub fn draft(&self, language: &str, took: String) -> Draft {
        let text = |name: &str| self.get(name).to_owned();
        let looked_up = !self.get("looked_up").trim().is_empty();
        Draft {
            topic: text("topic"),
            name: text("name"),
            kana: text("kana"),
            company: text("company"),
            reply: text("reply"),
            phone: text("phone"),
            email: text("email"),
            window: text("window"),
            order_number: text("order_number"),
            order_date: text("order_date"),
            order_phone: text("order_phone"),
            product: DraftProduct { name: text("product.name"), ..DraftProduct::default() },
            quantity: text("quantity"),
            wanted_date: text("wanted_date"),
            symptom: text("symptom"),
            solution: text("solution"),
            address: text("address"),
            message: text("message"),
            tried: text("tried"),
            looked_up: text("looked_up"),
            // Who takes that away tells nothing of it.
            read: self.0.iter().filter(|(name, _)| name == "read" && looked_up).map(|(_, id)| id.clone()).collect(),
            page: text("page"),
            language: language.to_owned(),
            consent: text("consent"),
            marketing: self.get("marketing") == "yes",
            // Cloudflare's script names the field.
            challenge: text("cf-turnstile-response"),
            homepage: text("homepage"),
            took,
            ..Draft::default()
        }
    }
}

fn decoded(text: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        let (byte, tail) = match (first, tail) {
            (b'%', [high, low, tail @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                (nibble(*high) << 4 | nibble(*low), tail)
            }
            (b'+', _) => (b' ', tail),
            (other, _) => (*other, tail),
        };
        bytes.push(byte);
        rest = tail;
    }
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn nibble(digit: u8) -> u8 {
    (digit & 15) + if digit > b'9' { 9 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_read_as_browsers_write_it() {
        let typed =
            Typed::parse("name=%E5%B1%B1%E7%94%B0+%e8%8A%B1%E5%AD%90&message=a%0D%0Ab%26c%3Dd&empty=&&bare&name=second&=x".as_bytes());
        for (name, value) in [("name", "山田 花子"), ("message", "a\r\nb&c=d"), ("empty", ""), ("bare", ""), ("", "x"), ("none", "")] {
            assert_eq!(typed.get(name), value, "{name}");
        }
    }

    #[test]
    fn whatever_is_sent_it_can_be_read() {
        for (text, value) in [
            ("a=%", "%"),
            ("a=%4", "%4"),
            ("a=%zz%41", "%zzA"),
            ("a=%FF%FE", "\u{FFFD}\u{FFFD}"),
            ("a=b=c", "b=c"),
            ("a=%00", "\0"),
            ("a=山", "山"),
        ] {
            assert_eq!(Typed::parse(text.as_bytes()).get("a"), value, "{text}");
        }
        assert_eq!(Typed::parse(b"").get("a"), "");
    }

    #[test]
    fn a_link_agrees_to_nothing_and_names_nobody() {
        let typed = Typed::of_link(b"topic=gift&product.name=Mug&consent=1&marketing=yes&name=x&phone=y&homepage=z&key=k&page=p");
        assert_eq!(typed.0.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["topic", "product.name", "page"]);
    }

    #[test]
    fn a_draft_has_every_field_of_the_form() {
        let body = "topic=gift&product.name=Mug&looked_up=x&read=a&read=b&marketing=yes&cf-turnstile-response=t&homepage=h&order_date=2026-11-20&page=https%3A%2F%2Fa.example";
        let draft = Typed::parse(body.as_bytes()).draft("en", "7".into());
        assert_eq!((draft.topic.as_str(), draft.product.name.as_str(), draft.read.len(), draft.marketing), ("gift", "Mug", 2, true));
        assert_eq!((draft.challenge.as_str(), draft.homepage.as_str(), draft.took.as_str()), ("t", "h", "7"));
        assert_eq!((draft.language.as_str(), draft.order_date.as_str(), draft.page.as_str()), ("en", "2026-11-20", "https://a.example"));
        assert!(!Typed::parse(b"marketing=on").draft("ja", String::new()).marketing, "only our own box says so");
    }
}
