//! A desk and its shops, made through the public API as their owners would.

mod api;
mod people;
mod shops;

pub use api::{Answer, Api};
pub use people::SeededPerson;
pub use shops::{ShopFolder, desk_settings, shop_folders};

use crate::stack::Stack;
use anyhow::Result;
use serde_json::{Value, json};

/// The demo's one desk.
pub const DESK: &str = "desk";

/// A shop that was made, with what its owner knows.
#[derive(Clone, Debug)]
pub struct SeededShop {
    /// Its name in addresses.
    pub shop: String,
    /// The owner's token.
    pub token: String,
}

/// What [`seed`] made.
#[derive(Clone, Debug)]
pub struct Seeded {
    /// The desk's name in addresses.
    pub desk: String,
    /// The desk's token, for programs.
    pub desk_token: String,
    /// Who works there.
    pub people: Vec<SeededPerson>,
    /// Its shops.
    pub shops: Vec<SeededShop>,
}

/// Makes a desk with these shops, or renews their tokens and settings if they
/// exist. Each shop comes with the origins where its pages are.
pub fn seed(stack: &Stack, shops: &[(ShopFolder, Vec<String>)]) -> Result<Seeded> {
    let api = Api::new(&stack.url());
    let desk_token = make_desk(&api, stack.secret(), DESK)?;
    let mut made = Vec::new();
    for (folder, _) in shops {
        let token = make_shop(&api, stack.secret(), &folder.name, DESK)?;
        made.push(SeededShop { shop: folder.name.clone(), token });
    }
    // The desk's settings name its shops, so they come after them.
    put(&api, &format!("/v1/desks/{DESK}/settings"), &desk_token, &desk_settings()?)?;
    for ((folder, origins), shop) in shops.iter().zip(&made) {
        let address = format!("/v1/shops/{}", folder.name);
        let settings = folder.settings(origins)?;
        put(&api, &format!("{address}/settings"), &shop.token, &settings)?;
        put(&api, &format!("{address}/faq"), &shop.token, &folder.faq()?)?;
    }
    let people = people::seat(&api, DESK, &desk_token)?;
    Ok(Seeded { desk: DESK.to_owned(), desk_token, people, shops: made })
}

/// Makes a desk, or renews its token; returns the token.
pub fn make_desk(api: &Api, secret: &str, desk: &str) -> Result<String> {
    let answer = api.call("PUT", &format!("/v1/desks/{desk}"), Some(secret), Some(&json!({})))?;
    answer.token(&format!("make the desk {desk}"))
}

/// Makes a shop that a desk answers for, or renews its token; returns it.
pub fn make_shop(api: &Api, secret: &str, shop: &str, desk: &str) -> Result<String> {
    let body = json!({ "desk": desk });
    let answer = api.call("PUT", &format!("/v1/shops/{shop}"), Some(secret), Some(&body))?;
    answer.token(&format!("make the shop {shop}"))
}

/// Puts settings or a FAQ, and says well why they were refused.
pub fn put(api: &Api, path: &str, token: &str, body: &Value) -> Result<()> {
    let answer = api.call("PUT", path, Some(token), Some(body))?;
    answer.expect_success(&format!("put {path}"))
}
