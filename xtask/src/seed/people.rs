//! Who works at the demo's desk.

use super::Api;
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// Their names and roles.
const PEOPLE: [(&str, &str); 3] = [("佐藤 美咲", "operator"), ("伊藤 健", "operator"), ("高橋 直子", "lead")];

/// Somebody at the desk, with what they sign in with.
#[derive(Clone, Debug)]
pub struct SeededPerson {
    /// As colleagues call them.
    pub name: &'static str,
    /// What they may do: `operator` or `lead`.
    pub role: &'static str,
    /// Their personal access token.
    pub token: String,
}

/// Gives each of them a token. One that an earlier demo gave is revoked: it was
/// shown once, and two people can't have one name.
pub fn seat(api: &Api, desk: &str, desk_token: &str) -> Result<Vec<SeededPerson>> {
    let tokens = format!("/v1/desks/{desk}/tokens");
    let known = api.call("GET", &tokens, Some(desk_token), None)?;
    known.expect_success("list the desk's people")?;
    for id in former(&known.json()?) {
        let revoked = api.call("DELETE", &format!("{tokens}/{id}"), Some(desk_token), None)?;
        revoked.expect_success("revoke an earlier demo's token")?;
    }
    let seat = |(name, role)| {
        let made = api.call("POST", &tokens, Some(desk_token), Some(&json!({"name": name, "role": role})))?;
        Ok(SeededPerson { name, role, token: made.token(&format!("give {name} a token"))? })
    };
    PEOPLE.into_iter().map(seat).collect::<Result<_>>().context("the desk has nobody")
}

/// Those of these names whose tokens still open something.
fn former(known: &Value) -> Vec<String> {
    let text = |person: &Value, key: &str| person.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let ours = |person: &&Value| person.get("revoked_at").is_none() && PEOPLE.iter().any(|(name, _)| *name == text(person, "name"));
    known.as_array().into_iter().flatten().filter(ours).map(|person| text(person, "id")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_an_earlier_demo_gave_is_revoked() {
        let known = json!([
            {"id": "a", "name": "佐藤 美咲"},
            {"id": "b", "name": "somebody else"},
            {"id": "c", "name": "高橋 直子", "revoked_at": "2026-11-24T00:00:00Z"},
            {"id": "d", "name": "高橋 直子"},
        ]);
        assert_eq!(former(&known), ["a", "d"]);
    }
}
