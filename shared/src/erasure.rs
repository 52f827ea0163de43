//! Forgetting a person at their wish (個人情報保護法 35条, GDPR art. 17): who is
//! meant, and the record that it was done, which tells nothing of them.

use crate::fault::{Code, Fault, Faults};
use crate::field::{Country, Email, Name, OrderRef, Phone};
use crate::fold::is_blank;
use crate::instant::Instant;
use crate::intake::Reply;
use crate::ticket::Ticket;
use serde::{Deserialize, Serialize};

/// The body of `POST /v1/shops/{shop}/erasures`: text as typed. The person
/// stands here and in no address, since addresses are logged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ErasureDraft {
    /// Their phone number, written as shoppers may write it. Without an
    /// extension it means every one behind that number.
    pub phone: String,
    /// Their mail address. With both given, tickets that hold either are
    /// theirs.
    pub email: String,
    /// Who has made sure that the wish is genuine: a name for the record.
    pub confirmed_by: String,
}

impl ErasureDraft {
    /// Who is meant, by the customs of the shop's `country`, and who confirmed
    /// it; or all faults. One of phone number and mail address must be there.
    pub fn check(&self, country: &Country) -> Result<(Person, Name), Vec<Fault>> {
        let mut faults = Faults::default();
        let phone = (!is_blank(&self.phone)).then(|| faults.keep("phone", Phone::parse(&self.phone, country))).flatten();
        let email = (!is_blank(&self.email)).then(|| faults.keep("email", Email::parse(&self.email))).flatten();
        if is_blank(&self.phone) && is_blank(&self.email) {
            faults.add("phone", Code::Required);
        }
        let confirmed_by = faults.keep("confirmed_by", Name::parse(&self.confirmed_by));
        faults.or(confirmed_by.map(|name| (Person { phone, email }, name)))
    }
}

/// Somebody who wants to be forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their phone number.
    pub phone: Option<Phone>,
    /// Their mail address.
    pub email: Option<Email>,
}

impl Person {
    /// Whether `ticket` is theirs: it holds their number or their address, as
    /// the way to answer, as what an order was placed with, or as what the
    /// shop has said of them. What is written in free text isn't looked at.
    pub fn is_in(&self, ticket: &Ticket) -> bool {
        let Some(intake) = &ticket.intake else { return false };
        let (phone, email) = match &intake.reply {
            Reply::Phone { phone, .. } => (Some(phone), None),
            Reply::Email { email } => (None, Some(email)),
            Reply::None => (None, None),
        };
        let placed = intake.order.as_ref().and_then(|order| match order {
            OrderRef::PlacedOn(placed) => Some(placed),
            OrderRef::Number(_) => None,
        });
        let identity = intake.identity.as_ref();
        let phones = [phone, placed.and_then(|placed| placed.phone()), identity.and_then(|identity| identity.phone())];
        let emails = [email, placed.and_then(|placed| placed.email()), identity.and_then(|identity| identity.email())];
        phones.into_iter().flatten().any(|phone| self.has_number(phone))
            || emails.into_iter().flatten().any(|email| self.has_address(email))
    }

    /// An exchange's extension parts people only where both name one.
    fn has_number(&self, phone: &Phone) -> bool {
        let apart = |own: &Phone| own.extension().zip(phone.extension()).is_some_and(|(own, other)| own != other);
        self.phone.as_ref().is_some_and(|own| own.number() == phone.number() && !apart(own))
    }

    /// In practice no two people's addresses differ by case alone.
    fn has_address(&self, email: &Email) -> bool {
        self.email.as_ref().is_some_and(|own| own.as_str().eq_ignore_ascii_case(email.as_str()))
    }
}

/// The record of an erasure. It holds nothing of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Erasure {
    /// Its number among the shop's erasures.
    pub id: u64,
    /// When it was asked for. Tickets that came later are not touched.
    pub at: Instant,
    /// Who confirmed that the wish is genuine.
    pub confirmed_by: Name,
    /// How far it has come.
    pub state: ErasureState,
    /// Tickets erased by it so far.
    pub tickets: u32,
    /// Channels that have not confirmed all of them.
    pub unconfirmed: Vec<Unconfirmed>,
}

/// How far an erasure has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErasureState {
    /// There are tickets that were not looked at yet.
    Searching,
    /// All are erased here; some channel has yet to confirm.
    Telling,
    /// All are erased, and every channel has confirmed.
    Done,
}

/// A channel that has not confirmed that it has erased its copies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unconfirmed {
    /// Which: `desk`, or the id that the channel has or had.
    pub channel: String,
    /// Deliveries that are still tried.
    pub pending: u32,
    /// Deliveries that failed for good: unless they are replayed, somebody has
    /// to see to it in another way.
    pub dead: u32,
}

impl Erasure {
    /// Where an erasure stands whose search is at its end or not.
    pub fn state(searching: bool, unconfirmed: &[Unconfirmed]) -> ErasureState {
        match (searching, unconfirmed) {
            (true, _) => ErasureState::Searching,
            (false, []) => ErasureState::Done,
            (false, _) => ErasureState::Telling,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn person(phone: &str, email: &str) -> Person {
        let draft = ErasureDraft { phone: phone.into(), email: email.into(), confirmed_by: "佐藤".into() };
        draft.check(&Country::japan()).unwrap().0
    }

    /// A ticket with this way to answer, order, and word of the shop.
    fn ticket(reply: serde_json::Value, order: serde_json::Value, identity: serde_json::Value) -> Ticket {
        let intake = json!({
            "topic": "other", "name": "山田 花子", "reply": reply, "order": order, "identity": identity, "message": "090-1111-2222 の者です",
            "language": "ja", "consent": {"version": "1", "marketing": false},
        });
        serde_json::from_value(json!({
            "id": "7K3M-9QXT-2HFA", "shop": "demo", "seq": 1, "state": "open", "created_at": "2026-11-01T00:00:00Z", "urgency": "normal",
            "intake": intake, "promise": {"respond_by": null, "window": null},
        }))
        .unwrap()
    }

    #[test]
    fn who_is_meant_is_read_as_shoppers_write_and_all_faults_are_told() {
        let faults = |phone: &str, email: &str, by: &str| {
            let draft = ErasureDraft { phone: phone.into(), email: email.into(), confirmed_by: by.into() };
            let faults = draft.check(&Country::japan()).err().unwrap_or_default();
            faults.iter().map(|fault| format!("{} {}", fault.path, fault.code.as_str())).collect::<Vec<_>>()
        };
        assert_eq!(faults("０９０ー１２３４ー５６７８", "", "佐藤"), Vec::<String>::new());
        assert_eq!(faults("", "hana@example.jp", "佐藤"), Vec::<String>::new());
        assert_eq!(faults(" ", "　", ""), ["phone required", "confirmed_by required"]);
        assert_eq!(faults("090", "hana", "佐藤"), ["phone malformed", "email malformed"]);
        assert_eq!(person("０９０ー１２３４ー５６７８", ""), person("+81 90 1234 5678", " "));
    }

    #[test]
    fn a_ticket_is_theirs_wherever_their_number_or_address_stands() {
        let none = || json!(null);
        let phone = |number: &str| json!({"by": "phone", "phone": number, "window": "asap"});
        let leave = || json!({"by": "none"});
        let placed = |with: serde_json::Value| {
            let mut placed = json!({"day": "2026-10-30", "name": "山田 花子"});
            placed.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
            json!({"placed_on": placed})
        };
        let known = |with: serde_json::Value| {
            let mut known = json!({"customer": "c-7", "expires_at": "2026-11-01T01:00:00Z"});
            known.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
            known
        };
        let (hana, mail) = (person("090-1234-5678", ""), person("", "Hana@Example.jp"));
        for (who, ticket, theirs) in [
            (&hana, ticket(phone("+819012345678"), none(), none()), true),
            (&hana, ticket(phone("+819012345678;ext=12"), none(), none()), true),
            (&hana, ticket(leave(), placed(json!({"phone": "+819012345678"})), none()), true),
            (&hana, ticket(leave(), none(), known(json!({"phone": "+819012345678"}))), true),
            (&hana, ticket(phone("+819012345679"), none(), none()), false),
            (&hana, ticket(json!({"by": "email", "email": "hana@example.jp"}), none(), none()), false),
            (&person("090-1111-2222", ""), ticket(leave(), none(), none()), false),
            (&mail, ticket(json!({"by": "email", "email": "hana@example.jp"}), none(), none()), true),
            (&mail, ticket(leave(), placed(json!({"email": "HANA@example.jp"})), none()), true),
            (&mail, ticket(phone("+819012345678"), none(), known(json!({"email": "hana@example.jp"}))), true),
            (&mail, ticket(json!({"by": "email", "email": "hana@example.jp.example"}), none(), none()), false),
            (&person("090-1234-5678", "x@example.jp"), ticket(phone("+819012345678"), none(), none()), true),
            (&person("03-1234-5678 内線12", ""), ticket(phone("+81312345678;ext=13"), none(), none()), false),
            (&person("03-1234-5678 内線12", ""), ticket(phone("+81312345678"), none(), none()), true),
        ] {
            assert_eq!(who.is_in(&ticket), theirs, "{who:?} {:?}", ticket.intake.unwrap());
        }
    }
}
