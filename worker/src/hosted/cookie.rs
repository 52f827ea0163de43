//! The cookie that opens a ticket's page: the receipt's token, for this one
//! page, out of every script's reach. What the page's own forms send beside it
//! can only be made by who was shown the page.

use crate::{cookie, token};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use madoguchi_shared::id::{Slug, TicketId};

/// Its name.
const NAME: &str = "receipt";

/// What sets it: sent to this ticket's page alone, with no form of another
/// site's (`SameSite=Lax`, so that a link in a mail still opens the page), for
/// so many days.
pub fn set(origin: &str, shop: &Slug, ticket: &TicketId, token: &str, days: u32) -> String {
    let path = ["/s/", shop.as_str(), "/t/", ticket.as_str()].concat();
    cookie::set(origin, (NAME, token), &path, Some(u64::from(days) * 86_400), "Lax")
}

/// The token in a `Cookie` header.
pub fn read<'a>(origin: &str, header: &'a str) -> Option<&'a str> {
    cookie::read(origin, NAME, header)
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
        let rest = "receipt=abc; Path=/s/demo/t/7K3M-9QXT-2HFA; Max-Age=172800; HttpOnly; SameSite=Lax";
        assert_eq!(set("https://desk.example", &shop, &ticket, "abc", 2), format!("__Secure-{rest}; Secure"));
        assert_eq!(read("https://desk.example", "a=b; __Secure-receipt=abc"), Some("abc"));
    }

    #[test]
    fn a_forms_token_belongs_to_one_cookie() {
        assert_eq!(form_token("abc"), form_token("abc"));
        assert_ne!(form_token("abc"), form_token("abd"));
        assert!(!form_token("abc").contains("abc"));
    }
}
