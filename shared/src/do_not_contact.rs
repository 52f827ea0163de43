//! Who asked not to be contacted any more (電話・メールの停止リスト): a phone
//! number or a mail address, in the forms by which a list knows it.

use crate::fault::{Code, Fault, Faults};
use crate::field::{Country, Email, Phone};
use crate::fold::is_blank;
use crate::instant::Instant;
use crate::intake::Reply;
use serde::{Deserialize, Serialize};

/// The most entries that a shop's list may have.
pub const ENTRIES_MAX: u32 = 100_000;

/// The body of `POST` and `DELETE /v1/shops/{shop}/do-not-contact`: text as
/// typed. The person stands here and in no address, since addresses are logged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct DoNotContactDraft {
    /// A phone number, written as shoppers may write it. Without an extension
    /// it means everybody behind that number.
    pub phone: String,
    /// Or a mail address; upper case and a tag (`+…`) make no difference.
    pub email: String,
}

impl DoNotContactDraft {
    /// Who is meant, by the customs of the shop's `country`: one of the two,
    /// not both.
    pub fn check(&self, country: &Country) -> Result<Contact, Vec<Fault>> {
        let mut faults = Faults::default();
        let contact = match (is_blank(&self.phone), is_blank(&self.email)) {
            (false, true) => faults.keep("phone", Phone::parse(&self.phone, country)).map(Contact::Phone),
            (true, false) => faults.keep("email", Email::parse(&self.email)).map(Contact::Email),
            (true, true) => faults.keep("phone", Err(Code::Required)),
            (false, false) => faults.keep("email", Err(Code::Duplicate)),
        };
        faults.or(contact)
    }
}

/// A way to reach somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contact {
    /// By phone.
    Phone(Phone),
    /// By mail.
    Email(Email),
}

impl Contact {
    /// The way by which an answer is wished; none where none is.
    pub fn of(reply: &Reply) -> Option<Self> {
        match reply {
            Reply::Phone { phone, .. } => Some(Self::Phone(phone.clone())),
            Reply::Email { email } => Some(Self::Email(email.clone())),
            Reply::None => None,
        }
    }

    /// The field of a form that holds it, and its kind on a list.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Phone(_) => "phone",
            Self::Email(_) => "email",
        }
    }

    /// The form in which it is put on a list, however it was typed.
    pub fn listed_as(&self) -> String {
        match self {
            Self::Phone(phone) => phone.as_str().to_owned(),
            Self::Email(email) => email.mailbox(),
        }
    }

    /// The forms of which a list may hold any for it to be meant: its own, and
    /// the number alone behind which its extension is.
    pub fn meant_by(&self) -> Vec<String> {
        let mut forms = vec![self.listed_as()];
        if let Self::Phone(phone) = self
            && phone.extension().is_some()
        {
            forms.push(phone.number().to_owned());
        }
        forms
    }
}

/// Whether somebody is on the list. It tells nothing of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DoNotContact {
    /// Whether they are.
    pub listed: bool,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Instant>,
}

/// The answer to `GET /v1/shops/{shop}/do-not-contact`. Who is on the list
/// can't be read back, not even by its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DoNotContactCount {
    /// Numbers and addresses on the list, 100,000 at most.
    pub entries: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(phone: &str, email: &str) -> DoNotContactDraft {
        DoNotContactDraft { phone: phone.into(), email: email.into() }
    }

    fn contact(phone: &str, email: &str) -> Contact {
        draft(phone, email).check(&Country::japan()).unwrap()
    }

    #[test]
    fn one_of_the_two_is_read_as_shoppers_write() {
        let fault = |phone, email| {
            let faults = draft(phone, email).check(&Country::japan()).unwrap_err();
            faults.iter().map(|fault| format!("{} {}", fault.path, fault.code.as_str())).collect::<Vec<_>>()
        };
        assert_eq!(fault(" ", "　"), ["phone required"]);
        assert_eq!(fault("090-1234-5678", "hana@example.jp"), ["email duplicate"]);
        assert_eq!((fault("090", ""), fault("", "hana")), (vec!["phone malformed".into()], vec!["email malformed".into()]));
        assert_eq!(contact("０９０ー１２３４ー５６７８", "").listed_as(), "+819012345678");
        assert_eq!(contact("", "Hana+Shop@Example.JP").listed_as(), "hana@example.jp");
        assert_eq!((contact("03-1234-5678", "").field(), contact("", "a@example.jp").field()), ("phone", "email"));
    }

    #[test]
    fn a_number_means_all_behind_it_and_an_extension_only_that_one() {
        let means = |listed: &str, asked: &str| contact(asked, "").meant_by().contains(&contact(listed, "").listed_as());
        assert!(means("+81 3 1234 5678", "03-1234-5678") && means("03-1234-5678", "03-1234-5678 内線12"));
        assert!(means("03-1234-5678 内線12", "03-1234-5678 内線12"));
        assert!(!means("03-1234-5678 内線12", "03-1234-5678") && !means("03-1234-5678 内線12", "03-1234-5678 内線13"));
        assert!(!means("03-1234-5679", "03-1234-5678 内線12"));
    }

    #[test]
    fn who_wishes_no_answer_is_reached_by_nothing() {
        assert_eq!(Contact::of(&Reply::None), None);
        let email = Email::parse("Hana@example.jp").unwrap();
        assert_eq!(Contact::of(&Reply::Email { email: email.clone() }), Some(Contact::Email(email)));
    }
}
