//! Bodies of any bytes, over connections that stay open.

use std::time::Duration;
use ureq::http::{Request, Response};
use ureq::{Agent, Body, SendBody};

/// A client that sends what it is given.
pub struct Raw {
    agent: Agent,
    url: String,
}

impl Raw {
    /// For the API below an address.
    pub fn new(url: &str) -> Self {
        let agent = Agent::config_builder().timeout_global(Some(Duration::from_secs(30))).http_status_as_error(false).build().into();
        Self { agent, url: url.replace("//localhost", "//127.0.0.1") }
    }

    /// Posts bytes with their length announced.
    pub fn post(&self, path: &str, headers: &[(&str, &str)], body: &[u8]) -> (u16, String) {
        read(self.agent.run(self.request("POST", path, headers).body(body).unwrap()))
    }

    /// Posts bytes in chunks, without their length.
    pub fn post_chunked(&self, path: &str, headers: &[(&str, &str)], mut body: &[u8]) -> (u16, String) {
        let body = SendBody::from_reader(&mut body);
        read(self.agent.run(self.request("POST", path, headers).body(body).unwrap()))
    }

    fn request(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> ureq::http::request::Builder {
        let request = Request::builder().method(method).uri(format!("{}{path}", self.url));
        headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))
    }
}

fn read(answer: Result<Response<Body>, ureq::Error>) -> (u16, String) {
    let mut answer = answer.unwrap();
    (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
}
