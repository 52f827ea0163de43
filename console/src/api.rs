//! The calls that the console makes: the only file that knows addresses.

use crate::browser;
use futures_util::future::{Either, select};
use gloo_net::http::{Method, RequestBuilder};
use madoguchi_shared::api::ErrorBody;
use madoguchi_shared::command::Command;
use madoguchi_shared::desk::{Card, ClaimDraft, FloodDraft, Me, NewPerson, Page, Person, PersonId, PersonMade, Row, SignIn};
use madoguchi_shared::id::{Slug, TicketId};
use madoguchi_shared::json;
use madoguchi_shared::settings::{self, DeskSettings};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::pin::pin;

/// How long an answer is waited for, in milliseconds.
const PATIENCE_MS: u32 = 15_000;
/// Rows that are asked for in one go: the first page is drawn before the rest.
const FIRST: usize = 100;
const MORE: usize = 500;

/// Why a call brought nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Nobody is signed in any more.
    SignedOut,
    /// The server refused, for a reason with a stable code.
    Refused(String),
    /// No answer, or none that says anything: whether it was done isn't known.
    Lost,
}

/// The result of a call.
pub type Answer<T> = Result<T, Failure>;

/// The calls of one desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Api(String);

impl Api {
    /// Of a desk.
    pub fn of(desk: &Slug) -> Self {
        Self(["/v1/desks/", desk.as_str()].concat())
    }

    /// Signs in; the cookie that comes back is out of our reach.
    pub async fn sign_in(&self, token: &str) -> Answer<Me> {
        self.send(Method::POST, "/session", &SignIn { token: token.to_owned() }).await
    }

    /// Who is signed in.
    pub async fn me(&self) -> Answer<Me> {
        self.get("/session").await
    }

    /// Signs out.
    pub async fn sign_out(&self) -> Answer<()> {
        self.call(Method::DELETE, "/session", None).await.map(drop)
    }

    /// The list's first page.
    pub async fn list(&self) -> Answer<Page> {
        self.get(&format!("/tickets?limit={FIRST}")).await
    }

    /// The next page.
    pub async fn more(&self, after: &str) -> Answer<Page> {
        self.get(&format!("/tickets?limit={MORE}&after={}", browser::encode(after))).await
    }

    /// What has changed after a version, or the first page.
    pub async fn since(&self, version: u64) -> Answer<Page> {
        self.get(&format!("/tickets?limit={FIRST}&since={version}")).await
    }

    /// A ticket with all that belongs to it.
    pub async fn card(&self, id: &TicketId) -> Answer<Card> {
        self.get(&format!("/tickets/{id}")).await
    }

    /// Does something to a ticket.
    pub async fn act(&self, id: &TicketId, command: &Command) -> Answer<Card> {
        self.send(Method::POST, &format!("/tickets/{id}/attempts"), command).await
    }

    /// Takes a ticket, or hands it to a colleague.
    pub async fn claim(&self, id: &TicketId, draft: &ClaimDraft) -> Answer<Row> {
        self.send(Method::POST, &format!("/tickets/{id}/claim"), draft).await
    }

    /// Lets a ticket go.
    pub async fn release(&self, id: &TicketId) -> Answer<Row> {
        read(&self.call(Method::DELETE, &format!("/tickets/{id}/claim"), None).await?)
    }

    /// Colleagues.
    pub async fn people(&self) -> Answer<Vec<Person>> {
        self.get("/people").await
    }

    /// Everybody who was ever given a token.
    pub async fn tokens(&self) -> Answer<Vec<Person>> {
        self.get("/tokens").await
    }

    /// Gives somebody a token.
    pub async fn make_token(&self, new: &NewPerson) -> Answer<PersonMade> {
        self.send(Method::POST, "/tokens", new).await
    }

    /// Takes somebody's token away.
    pub async fn revoke(&self, person: &PersonId) -> Answer<()> {
        self.call(Method::DELETE, &format!("/tokens/{person}"), None).await.map(drop)
    }

    /// The desk's settings.
    pub async fn settings(&self) -> Answer<DeskSettings> {
        document(self.get("/settings").await?)
    }

    /// Pauses, resumes, gives more places or fewer.
    pub async fn flood(&self, draft: &FloodDraft) -> Answer<DeskSettings> {
        document(self.send(Method::POST, "/flood", draft).await?)
    }

    /// Anything that is read.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Answer<T> {
        read(&self.call(Method::GET, path, None).await?)
    }

    /// The address of something that the browser fetches by itself.
    pub fn address(&self, path: &str) -> String {
        [self.0.as_str(), path].concat()
    }

    /// The address of the live line.
    pub fn live(&self) -> String {
        [browser::origin().replacen("http", "ws", 1).as_str(), &self.0, "/live"].concat()
    }

    async fn send<B: Serialize, T: DeserializeOwned>(&self, method: Method, path: &str, body: &B) -> Answer<T> {
        let body = json::text(body).ok_or(Failure::Lost)?;
        read(&self.call(method, path, Some(body)).await?)
    }

    /// One call; the body of a good answer.
    async fn call(&self, method: Method, path: &str, body: Option<String>) -> Answer<String> {
        let request = RequestBuilder::new(&self.address(path)).method(method).cache(web_sys::RequestCache::NoStore);
        let request = match body {
            Some(body) => request.header("content-type", "application/json").body(body),
            None => request.build(),
        };
        let Ok(request) = request else { return Err(Failure::Lost) };
        let work = pin!(async move {
            let answer = request.send().await.map_err(|_| Failure::Lost)?;
            let text = answer.text().await.map_err(|_| Failure::Lost)?;
            match answer.status() {
                200..300 => Ok(text),
                401 => Err(Failure::SignedOut),
                429 | 500.. => Err(Failure::Lost),
                status => Err(Failure::Refused(code(&text).unwrap_or_else(|| status.to_string()))),
            }
        });
        match select(work, gloo_timers::future::TimeoutFuture::new(PATIENCE_MS)).await {
            Either::Left((answer, _)) => answer,
            Either::Right(_) => Err(Failure::Lost),
        }
    }
}

/// The stable code of a refusal; of faults the first one's.
fn code(text: &str) -> Option<String> {
    let body: ErrorBody = json::read(text.as_bytes())?;
    let fault = body.error.faults.first().map(|fault| fault.code.as_str().to_owned());
    Some(fault.unwrap_or(body.error.code))
}

/// A settings document, which names its version.
fn document(value: Value) -> Answer<DeskSettings> {
    settings::stored(value).ok_or(Failure::Lost)
}

fn read<T: DeserializeOwned>(text: &str) -> Answer<T> {
    json::read(text.as_bytes()).ok_or(Failure::Lost)
}
