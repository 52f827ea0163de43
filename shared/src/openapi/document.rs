//! The table of calls as an OpenAPI document.

use super::calls::{Answer, Call, Parameter, Who, calls};
use super::files;
use super::schemas::{Of, Schemas};
use crate::api::{ERRORS, ErrorBody};
use crate::command::{Alert, Event};
use crate::id::{PersonId, Slug, TicketId};
use serde::Serialize;
use serde_json::{Map, Value, json};

const ABOUT: &str = "Madoguchi (窓口) is an intake desk for online shops: answers on the product page, call-back requests that a desk can keep.\n\n\
JSON in snake_case, times in RFC 3339, phone numbers in E.164. Every error has one shape; its `code` and the codes of its `faults` are stable, \
its `message` is for people who read logs. An address that exists answers a method that it doesn't take with 405, `method_not_allowed`, and names in `Allow` those that it does. \
Shoppers' calls may come from pages of the shop's origins (CORS, without credentials); other origins get 403. A call that names no origin comes from no page: it is taken, under stricter limits.";

/// The document, as it lies in `openapi.json`.
#[derive(Debug, Serialize)]
pub struct Document {
    openapi: &'static str,
    info: Value,
    servers: Value,
    tags: Value,
    paths: Value,
    webhooks: Value,
    components: Value,
}

/// Describes the API.
pub fn document() -> Document {
    let mut schemas = Schemas::new();
    let mut paths = Map::new();
    let mut responses = Map::new();
    for call in calls() {
        let operation = operation(&call, &mut schemas, &mut responses);
        let item = paths.entry(call.path).or_insert_with(|| json!({}));
        item[call.method] = operation;
    }
    let rest = json!({ "paths": paths, "webhooks": {"event": {"post": webhook(&mut schemas)}, "alert": {"post": alert(&mut schemas)}}, "responses": responses });
    let (schemas, mut rest) = schemas.into_parts(rest);
    Document {
        openapi: "3.1.1",
        info: json!({
            "title": "Madoguchi",
            "version": "1",
            "summary": "The intake desk for online shops",
            "description": ABOUT,
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        }),
        servers: json!([{"url": "/", "description": "The installation that serves this document"}]),
        tags: tags(),
        paths: rest["paths"].take(),
        webhooks: rest["webhooks"].take(),
        components: json!({"schemas": schemas, "responses": rest["responses"].take(), "securitySchemes": schemes()}),
    }
}

fn tags() -> Value {
    json!([
        {"name": "shopper", "description": "What the panel on a shop's pages calls"},
        {"name": "owner", "description": "What a shop's owner calls"},
        {"name": "desk", "description": "What the desk calls"},
        {"name": "installation", "description": "What makes shops and desks"},
        {"name": "all", "description": "What anybody may call"},
        {"name": "webhook", "description": "What a shop's channels are told"},
    ])
}

fn schemes() -> Value {
    let bearer = |about: &str| json!({"type": "http", "scheme": "bearer", "description": about});
    json!({
        "receipt": bearer("A receipt's token, from the 201: it opens one ticket."),
        "owner": bearer("The shop's token, from `PUT /v1/shops/{shop}`."),
        "handed": bearer("The key in the link of a ticket that was handed to the shop: it opens that ticket as long as it is."),
        "desk": bearer("The desk's token, from `PUT /v1/desks/{desk}`, or somebody's own from `POST /v1/desks/{desk}/tokens`; some calls are for leads, whose role it has to be."),
        "session": {"type": "apiKey", "in": "cookie", "name": "__Secure-session", "description": "Set by `POST /v1/desks/{desk}/session`, for pages of our own origin: a call that does more than read names it in `Origin`."},
        "signature": {"type": "apiKey", "in": "header", "name": "X-Zendesk-Webhook-Signature", "description": "In base 64 the HMAC-SHA-256 of the timestamp's header and the body, under the channel's `signing_secret`."},
        "installation": bearer("The installation's secret."),
    })
}

/// The tag, and the name of the security scheme.
fn known_by(who: Who) -> (&'static str, Option<&'static str>) {
    match who {
        Who::All => ("all", None),
        Who::Shopper => ("shopper", None),
        Who::Receipt => ("shopper", Some("receipt")),
        Who::Owner => ("owner", Some("owner")),
        Who::Handed => ("owner", Some("handed")),
        Who::Desk | Who::Lead => ("desk", Some("desk")),
        Who::DeskSocket | Who::SignIn => ("desk", None),
        Who::Tool => ("owner", Some("signature")),
        Who::Installation => ("installation", Some("installation")),
    }
}

fn operation(call: &Call, schemas: &mut Schemas, responses: &mut Map<String, Value>) -> Value {
    let (tag, scheme) = known_by(call.who);
    let or_session = scheme.filter(|name| *name == "desk").map(|_| "session");
    let security: Vec<Value> = scheme.into_iter().chain(or_session).map(|name| json!({ name: [] })).collect();
    let mut operation = json!({ "operationId": call.id, "tags": [tag], "summary": call.summary, "security": security });
    if !call.about.is_empty() {
        operation["description"] = call.about.into();
    }
    let in_path = path_parameters(call.path, schemas);
    let parameters: Vec<Value> = in_path.into_iter().chain(call.parameters.iter().map(|p| parameter(p, schemas))).collect();
    if !parameters.is_empty() {
        operation["parameters"] = parameters.into();
    }
    if let Some((of, example)) = call.body {
        let mut content = json!({ "schema": schemas.of(of) });
        if let Some(example) = example.and_then(|example| serde_json::from_str::<Value>(example).ok()) {
            content["example"] = example;
        }
        let mut all = Map::from_iter([("application/json".to_owned(), content)]);
        all.extend(files::content(call.files));
        operation["requestBody"] = json!({ "required": true, "content": all });
    }
    let answers = call.answers.iter().map(|given| (given.status.to_string(), answer(given, schemas)));
    let mut all: Map<String, Value> = answers.collect();
    all.extend(refusals(&call.errors(), schemas, responses));
    operation["responses"] = all.into();
    operation
}

fn path_parameters(path: &str, schemas: &mut Schemas) -> Vec<Value> {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let parameter = |name: &str| {
        let of = match name {
            "ticket" => Of::input::<TicketId>(),
            "event" => Of::input::<String>(),
            "erasure" => Of::input::<u64>(),
            "person" => Of::input::<PersonId>(),
            _ => Of::input::<Slug>(),
        };
        json!({ "name": name, "in": "path", "required": true, "schema": schemas.of(of) })
    };
    names.map(parameter).collect()
}

fn parameter(parameter: &Parameter, schemas: &mut Schemas) -> Value {
    let Parameter { place, name, required, about, of } = parameter;
    json!({ "name": name, "in": place, "required": required, "description": about, "schema": schemas.of(*of) })
}

fn answer(answer: &Answer, schemas: &mut Schemas) -> Value {
    let mut response = json!({ "description": answer.about });
    if let Some(of) = answer.of {
        let mut all = Map::from_iter([("application/json".to_owned(), json!({"schema": schemas.of(of)}))]);
        all.extend(files::content(answer.files));
        response["content"] = all.into();
    }
    for (name, about) in &answer.headers {
        response["headers"][*name] = json!({ "description": about, "schema": {"type": "string"} });
    }
    response
}

/// A response for each status, shared by all calls that refuse for the same
/// reasons.
fn refusals(codes: &[&str], schemas: &mut Schemas, responses: &mut Map<String, Value>) -> Vec<(String, Value)> {
    let mut by_status: Vec<(u16, Vec<(&str, &str)>)> = vec![];
    for (status, code, meaning) in ERRORS.iter().filter(|(_, code, _)| codes.contains(code)) {
        match by_status.iter_mut().find(|(known, _)| known == status) {
            Some((_, reasons)) => reasons.push((code, meaning)),
            None => by_status.push((*status, vec![(code, meaning)])),
        }
    }
    let refusals = by_status.into_iter().map(|(status, reasons)| {
        let name = reasons.iter().map(|(code, _)| *code).collect::<Vec<_>>().join("-");
        let about = reasons.iter().map(|(code, meaning)| format!("`{code}`: {meaning}")).collect::<Vec<_>>().join("\n\n");
        let reference = json!({ "$ref": format!("#/components/responses/{name}") });
        let mut response =
            json!({ "description": about, "content": {"application/json": {"schema": schemas.of(Of::output::<ErrorBody>())}} });
        match status {
            401 => response["headers"]["WWW-Authenticate"] = json!({ "description": "`Bearer`.", "schema": {"type": "string"} }),
            429 | 503 => response["headers"]["Retry-After"] = json!({ "description": "Seconds.", "schema": {"type": "integer"} }),
            _ => {}
        }
        responses.insert(name, response);
        (status.to_string(), reference)
    });
    refusals.collect()
}

/// What a channel of the kind `webhook` is told of a ticket.
fn webhook(schemas: &mut Schemas) -> Value {
    let about = "By Standard Webhooks. It comes until it is answered with 2xx, for as long as the tries last; redirects are not followed, \
    and an answer of 410 switches the channel off. It may come twice: take each `webhook-id` once. Events of one ticket come in order, numbered by \
    `data.ticket.seq`.\n\n\
    `ticket.erased` demands an act: the person asked to be forgotten, or their data was kept for as long as the shop said. Erase all that you \
    hold of the ticket's person: the copy of the ticket, its notice, recordings, remarks, and what was handed on to others. The ticket in the event is a \
    tombstone with number, state and times, and may stay in its place. Answer 2xx only once it is done, or is sure to be done without delay: by \
    that answer the shop's record says that you have confirmed. It may be of a ticket that you never heard of; then there is nothing to do but to \
    answer 2xx. Whatever comes later with a lower `data.ticket.seq` is to be thrown away. Deliveries that were still on their way are dropped: `seq` may leap.";
    told("event", "Something happened to a ticket", about, schemas.of(Of::output::<Event>()))
}

/// What the channel is told that the settings name as `alert`.
fn alert(schemas: &mut Schemas) -> Value {
    let about =
        "Sent to the channel that the shop's settings name as `alert`, in the same way as an event. Nothing in it is about a person.";
    told("alert", "Another channel doesn't do its work", about, schemas.of(Of::output::<Alert>()))
}

fn told(id: &str, summary: &str, about: &str, schema: Value) -> Value {
    let header = |name: &str, about: &str| json!({ "name": name, "in": "header", "required": true, "description": about, "schema": {"type": "string"} });
    json!({
        "operationId": id,
        "tags": ["webhook"],
        "summary": summary,
        "description": about,
        "security": [],
        "parameters": [
            header("webhook-id", "The same at every try."),
            header("webhook-timestamp", "When this try is made, in seconds since 1970."),
            header("webhook-signature", "`v1,` and the HMAC-SHA-256 of id, timestamp and body in base 64, under the channel's secret. \
            For 24 hours after a change of secret there is one more for each secret before, parted by spaces: one that is right is enough."),
        ],
        "requestBody": {"required": true, "content": {"application/json": {"schema": schema}}},
        "responses": {"2XX": {"description": "It has arrived."}},
    })
}
