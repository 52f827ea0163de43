//! Who visits the hosted page with a browser that runs no script: forms are
//! sent as browsers send them, cookies kept by their paths, and redirects
//! followed only when asked to.

use super::house::house;
use super::shop::Shop;
use std::cell::RefCell;
use std::fmt::Write;
use std::time::Duration;
use ureq::Agent;
use ureq::http::Request;
use xtask::seed::Answer;

/// A visitor of one shop's page.
pub struct Visitor {
    agent: Agent,
    url: String,
    /// Below our own origin.
    pub page: String,
    /// Path and pair.
    cookies: RefCell<Vec<(String, String)>>,
}

impl Visitor {
    /// Of this shop.
    pub fn of(shop: &Shop) -> Self {
        let agent = Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(30)))
            .http_status_as_error(false)
            .max_redirects(0)
            .build()
            .into();
        let url = house().url().replace("//localhost", "//127.0.0.1");
        Self { agent, url, page: format!("/s/{}", shop.name), cookies: RefCell::default() }
    }

    /// Our own origin, as a browser names it.
    pub fn origin(&self) -> &str {
        &self.url
    }

    /// Opens a page.
    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[("sec-fetch-mode", "navigate"), ("sec-fetch-site", "same-origin")], "")
    }

    /// Opens the form of a topic, and gives back its key.
    #[track_caller]
    pub fn form(&self, topic: &str) -> String {
        let answer = self.get(&format!("{}?lang=ja&topic={topic}", self.page));
        assert_eq!(answer.status, 200, "{}", answer.text);
        hidden(&answer.text, "key")
    }

    /// Sends a form as our own page does.
    pub fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let origin = self.url.clone();
        self.send("POST", path, &[("origin", &origin), ("sec-fetch-site", "same-origin")], &encoded(fields))
    }

    /// Sends a form, and gives back where it leads.
    #[track_caller]
    pub fn submitted(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.submit(path, fields);
        assert_eq!(answer.status, 303, "{}", answer.text);
        answer.header("location").unwrap().to_owned()
    }

    /// Sends anything with the cookies that belong to the path.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let own: Vec<String> =
            self.cookies.borrow().iter().filter(|(of, _)| path.starts_with(of.as_str())).map(|(_, pair)| pair.clone()).collect();
        if !own.is_empty() && !headers.iter().any(|(name, _)| *name == "cookie") {
            request = request.header("cookie", own.join("; "));
        }
        let sent = match method {
            "POST" => self.agent.run(request.header("content-type", "application/x-www-form-urlencoded").body(body.to_owned()).unwrap()),
            _ => self.agent.run(request.body(()).unwrap()),
        };
        let mut answer = sent.unwrap();
        let headers = answer.headers().iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
        let headers: Vec<_> = headers.collect();
        let text = answer.body_mut().read_to_string().unwrap();
        for (_, cookie) in headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (pair, rest) = cookie.split_once("; ").unwrap();
            let path = rest.split("; ").find_map(|part| part.strip_prefix("Path=")).unwrap();
            self.cookies.borrow_mut().push((path.to_owned(), pair.to_owned()));
        }
        Answer { status: answer.status().as_u16(), headers, text }
    }

    /// The cookies that were set, as path and pair.
    pub fn cookies(&self) -> Vec<(String, String)> {
        self.cookies.borrow().clone()
    }
}

/// What a form of the page carries under a name.
#[track_caller]
pub fn hidden(page: &str, name: &str) -> String {
    let (_, rest) =
        page.split_once(&format!("<input type=\"hidden\" name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name}: {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// As browsers write a form into a body.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    let quoted = |text: &str| {
        let mut out = String::new();
        for byte in text.replace('\n', "\r\n").bytes() {
            match byte {
                b' ' => out.push('+'),
                b if b.is_ascii_alphanumeric() || b"*-._".contains(&b) => out.push(char::from(b)),
                b => write!(out, "%{b:02X}").unwrap(),
            }
        }
        out
    };
    fields.iter().map(|(name, value)| format!("{}={}", quoted(name), quoted(value))).collect::<Vec<_>>().join("&")
}
