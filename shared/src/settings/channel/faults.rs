//! What is wrong with a channel, by path. Where an address may lead is judged
//! by the worker, which knows what it may reach.

use super::{Channel, Chatwoot, Chatwork, LineWorks, Mail, Slack, Sms, Teams, Zendesk};
use crate::fault::{Code, Faults};
use crate::notice::ROWS;

/// Longest key, token or id of a service, in bytes.
const TOKEN_MAX: usize = 512;
/// Longest private key in PEM, in bytes: RSA of 4,096 bits has 3,272.
const PEM_MAX: usize = 8_192;
/// Most people who are called, or get a task.
const PEOPLE_MAX: usize = 20;
/// Most addresses of a channel for mail.
const TO_MAX: usize = 10;

/// Where Slack's incoming webhooks lie.
const SLACK: [&str; 2] = ["https://hooks.slack.com/services/", "https://hooks.slack-gov.com/services/"];
/// Whose hosts workflows of Power Automate are called at.
const TEAMS: [&str; 3] = [".logic.azure.com", ".api.powerplatform.com", ".powerautomate.com"];

/// Collects one channel's faults.
struct At<'a> {
    path: &'a str,
    faults: &'a mut Faults,
}

impl At<'_> {
    fn add(&mut self, field: &str, code: Code) {
        self.faults.add_within(format!("{}.{field}", self.path), code);
    }

    fn good(&mut self, field: &str, good: bool) {
        if !good {
            self.add(field, Code::Malformed);
        }
    }

    /// A secret that it can't do without.
    fn needed(&mut self, field: &str, secret: Option<&str>, good: fn(&str) -> bool) {
        match secret {
            None => self.add(field, Code::Required),
            Some(secret) => self.good(field, good(secret)),
        }
    }

    /// One that it can.
    fn wished(&mut self, field: &str, secret: Option<&str>) {
        self.good(field, secret.is_none_or(is_token));
    }

    fn people(&mut self, field: &str, people: &[String], good: fn(&str) -> bool) {
        if people.len() > PEOPLE_MAX {
            self.add(field, Code::OutOfRange);
        }
        for (i, who) in people.iter().enumerate().take(PEOPLE_MAX) {
            self.good(&format!("{field}.{i}"), good(who));
        }
    }
}

impl Channel {
    /// What is wrong with it; `mail`: whether the shop has an account for mail.
    pub(in crate::settings) fn check(&self, path: &str, mail: bool, faults: &mut Faults) {
        if let Some(notices) = self.notices() {
            notices.check(&format!("{path}.notices"), faults);
        }
        let mut at = At { path, faults };
        match self {
            // Its secret's form is the worker's to judge, which signs with it.
            Self::Webhook(_) => {}
            Self::Slack(Slack { url, signing_secret, mention, .. }) => {
                at.needed("url", url.as_deref(), is_slack);
                at.wished("signing_secret", signing_secret.as_deref());
                at.people("mention", mention, |who| matches!(who, "here" | "channel") || is_slack_id(who));
            }
            Self::Teams(Teams { url, mention, .. }) => {
                at.needed("url", url.as_deref(), is_teams);
                if mention.len() > PEOPLE_MAX {
                    at.add("mention", Code::OutOfRange);
                }
            }
            Self::Chatwork(Chatwork { room, token, mention, task, .. }) => {
                at.good("room", is_number(room));
                at.needed("token", token.as_deref(), is_token);
                at.people("mention", mention, |who| who == "all" || is_number(who));
                at.people("task", task, is_number);
            }
            Self::LineWorks(LineWorks { bot, to, client_id, client_secret, service_account, private_key, .. }) => {
                at.good("bot", is_number(bot));
                at.good("to", is_id(to));
                at.good("client_id", is_id(client_id));
                at.needed("client_secret", client_secret.as_deref(), is_token);
                at.good("service_account", is_id(service_account));
                at.needed("private_key", private_key.as_deref(), is_pem);
            }
            Self::Email(email) => {
                if !(1..=TO_MAX).contains(&email.to.len()) {
                    at.add("to", Code::OutOfRange);
                }
                if !mail {
                    at.faults.add("mail", Code::Required);
                }
            }
            Self::Zendesk(Zendesk { subdomain, token, signing_secret, fields, .. }) => {
                at.good("subdomain", is_label(subdomain));
                at.needed("token", token.as_deref(), is_token);
                at.wished("signing_secret", signing_secret.as_deref());
                for row in fields.keys().filter(|row| !ROWS.contains(&row.as_str())) {
                    at.add(&format!("fields.{row}"), Code::UnknownKey);
                }
            }
            Self::Chatwoot(Chatwoot { inbox, hmac_token, .. }) => {
                at.needed("inbox", inbox.as_deref(), is_id);
                at.wished("hmac_token", hmac_token.as_deref());
            }
        }
    }
}

impl Mail {
    pub(in crate::settings) fn check(&self, faults: &mut Faults) {
        At { path: "mail", faults }.needed("key", self.key.as_deref(), is_token);
    }
}

impl Sms {
    pub(in crate::settings) fn check(&self, faults: &mut Faults) {
        let mut at = At { path: "sms", faults };
        at.good("account", is_twilio(&self.account, "AC"));
        at.needed("token", self.token.as_deref(), is_token);
        let number = self.from.strip_prefix('+').is_some_and(|digits| (7..=15).contains(&digits.len()) && is_number(digits));
        let name = (1..=11).contains(&self.from.len())
            && self.from.bytes().all(|b| b.is_ascii_alphanumeric() || b == b' ')
            && self.from.bytes().any(|b| b.is_ascii_alphabetic());
        at.good("from", number || name || is_twilio(&self.from, "MG"));
    }
}

/// Two letters, and 32 hexadecimal digits.
fn is_twilio(id: &str, kind: &str) -> bool {
    id.strip_prefix(kind).is_some_and(|rest| rest.len() == 32 && rest.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn is_token(text: &str) -> bool {
    (1..=TOKEN_MAX).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
}

/// What stands in an address without being quoted, and is no step up (`..`).
fn is_id(text: &str) -> bool {
    (1..=TOKEN_MAX).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.@".contains(&b))
        && text.bytes().any(|b| b.is_ascii_alphanumeric())
}

fn is_number(text: &str) -> bool {
    (1..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// One part of a host's name (RFC 1035 §2.3.1).
fn is_label(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

fn is_pem(text: &str) -> bool {
    let text = text.trim();
    text.len() <= PEM_MAX && text.starts_with("-----BEGIN PRIVATE KEY-----") && text.ends_with("-----END PRIVATE KEY-----")
}

fn is_slack(url: &str) -> bool {
    let rest = SLACK.iter().find_map(|start| url.strip_prefix(start));
    rest.is_some_and(|rest| is_token(rest) && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'/'))
}

fn is_slack_id(who: &str) -> bool {
    who.len() >= 2
        && who.len() <= 32
        && who.starts_with(['U', 'W', 'S'])
        && who.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn is_teams(url: &str) -> bool {
    let host = url.strip_prefix("https://").and_then(|rest| rest.split(['/', ':', '?', '#']).next()).unwrap_or_default();
    url.len() <= 2_000 && url.bytes().all(|b| b.is_ascii_graphic()) && TEAMS.iter().any(|end| host.ends_with(end))
}
