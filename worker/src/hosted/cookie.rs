//! The cookie that opens a ticket's page: the receipt's token, for this one
//! page, out of every script's reach. What the page's own forms send beside it
//! can only be made by who was shown the page.

use crate::token;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use madoguchi_shared::id::{Slug, TicketId};

const SECURE: &str = "__Secure-receipt";
const PLAIN: &str = "receipt";

/// Whether our own origin is reached in the clear: on the machine of who
/// develops, and nowhere else.
fn in_the_clear(origin: &str) -> bool {
    ["http://localhost", "http://127.0.0.1", "http://[::1]"].iter().any(|start| {
        let rest = origin.strip_prefix(start);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    })
}

/// What sets it: sent to this ticket's page alone, with no form of another
/// site's (`SameSite=Lax`, so that a link in a mail still opens the page), for
/// so many days.
pub fn set(origin: &str, shop: &Slug, ticket: &TicketId, token: &str, days: u32) -> String {
    let (name, secure) = if in_the_clear(origin) { (PLAIN, "") } else { (SECURE, "; Secure") };
    format!("{name}={token}; Path=/s/{shop}/t/{ticket}; Max-Age={}; HttpOnly; SameSite=Lax{secure}", u64::from(days) * 86_400)
}

/// The token in a `Cookie` header.
pub fn read<'a>(origin: &str, header: &'a str) -> Option<&'a str> {
    let name = if in_the_clear(origin) { PLAIN } else { SECURE };
    header.split(';').find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// What a form of the ticket's page carries: bound to the cookie's token, and
/// no way back to it.
pub fn form_token(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(token::sign(token.as_bytes(), &[b"form of the ticket's page"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_for_one_page_and_out_of_reach() {
        let (shop, ticket) = (Slug::parse("demo").unwrap(), TicketId::parse("7K3M-9QXT-2HFA").unwrap());
        let set = |origin: &str| set(origin, &shop, &ticket, "abc", 2);
        let rest = "receipt=abc; Path=/s/demo/t/7K3M-9QXT-2HFA; Max-Age=172800; HttpOnly; SameSite=Lax";
        assert_eq!(set("https://desk.example"), format!("__Secure-{rest}; Secure"));
        assert_eq!(set("http://127.0.0.1:8787"), rest);
        assert_eq!(set("http://localhost"), rest);
        for elsewhere in ["http://localhost.evil.example", "http://desk.example", "http://127.0.0.1.example:80", ""] {
            assert_eq!(set(elsewhere), format!("__Secure-{rest}; Secure"), "{elsewhere}");
        }
    }

    #[test]
    fn it_is_found_among_others_by_its_whole_name() {
        let read = |header| super::read("https://desk.example", header);
        assert_eq!(read("a=b; __Secure-receipt=abc; c=d"), Some("abc"));
        assert_eq!(read("__Secure-receipt=abc"), Some("abc"));
        for none in ["", "receipt=abc", "x__Secure-receipt=abc", "__Secure-receipts=abc", "a=__Secure-receipt=abc"] {
            assert_eq!(read(none), None, "{none}");
        }
        assert_eq!(super::read("http://localhost:1", "receipt=abc"), Some("abc"));
    }

    #[test]
    fn a_forms_token_belongs_to_one_cookie() {
        assert_eq!(form_token("abc"), form_token("abc"));
        assert_ne!(form_token("abc"), form_token("abd"));
        assert!(!form_token("abc").contains("abc"));
    }
}
