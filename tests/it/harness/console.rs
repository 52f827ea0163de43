//! A browser at a desk's console: signed in by a token, known by its cookie
//! from then on.

use super::house::house;
use super::shop::Shop;
use super::socket::{Frame, Socket};
use serde_json::{Value, json};
use xtask::seed::Answer;

/// Somebody who is signed in at a shop's desk.
pub struct Console<'s> {
    shop: &'s Shop,
    /// Name and value, as the browser sends them.
    pub cookie: String,
}

/// Our own origin, as a browser names it.
pub fn origin() -> String {
    house().url().replace("//localhost", "//127.0.0.1")
}

/// Somebody new at a shop's desk: the answer's `person` and `token`.
#[track_caller]
pub fn hire(shop: &Shop, name: &str, role: &str) -> (Value, String) {
    let body = json!({"name": name, "role": role});
    let answer = shop.api.call("POST", &shop.desk_path("/tokens"), Some(&shop.desk_token), Some(&body)).unwrap();
    assert_eq!(answer.status, 201, "{}", answer.text);
    let made = answer.json().unwrap();
    (made["person"].clone(), made["token"].as_str().unwrap().to_owned())
}

/// The cookie that an answer sets.
#[track_caller]
pub fn cookie_of(answer: &Answer) -> String {
    let set = answer.header("set-cookie").unwrap_or_else(|| panic!("no cookie: {}", answer.text));
    set.split(';').next().unwrap().to_owned()
}

impl<'s> Console<'s> {
    /// Signs in.
    #[track_caller]
    pub fn open(shop: &'s Shop, token: &str) -> Self {
        let answer = sign_in(shop, &[("origin", &origin())], token);
        assert_eq!(answer.status, 200, "{}", answer.text);
        Self { shop, cookie: cookie_of(&answer) }
    }

    /// A call of the console's page.
    pub fn call(&self, method: &str, rest: &str, body: Option<&Value>) -> Answer {
        self.call_from(Some(&origin()), method, rest, body)
    }

    /// The same from a page of this origin.
    pub fn call_from(&self, origin: Option<&str>, method: &str, rest: &str, body: Option<&Value>) -> Answer {
        let mut headers = vec![("cookie", self.cookie.as_str())];
        headers.extend(origin.map(|origin| ("origin", origin)));
        headers.extend(body.map(|_| ("content-type", "application/json")));
        self.shop.api.send(method, &self.shop.desk_path(rest), &headers, &body.map(Value::to_string).unwrap_or_default()).unwrap()
    }

    /// Its live line.
    pub fn line(&self) -> Socket {
        let origin = origin();
        let headers = [("origin", origin.as_str()), ("cookie", &self.cookie)];
        Socket::open_with(&house().url(), &self.shop.desk_path("/live"), &headers).unwrap()
    }
}

/// Signs in with these headers.
pub fn sign_in(shop: &Shop, headers: &[(&str, &str)], token: &str) -> Answer {
    let headers = [&[("content-type", "application/json")], headers].concat();
    shop.api.send("POST", &shop.desk_path("/session"), &headers, &json!({ "token": token }).to_string()).unwrap()
}

/// The next frame of a line, which has to be a text.
#[track_caller]
pub fn hear(line: &mut Socket) -> Value {
    match line.hear() {
        Frame::Text(text) => serde_json::from_str(&text).unwrap(),
        other => panic!("{other:?}"),
    }
}
