use super::*;
use crate::fault::Faults;
use crate::settings::told;
use serde_json::{Value, from_value, json};

const KEY: &str = "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n";

/// One of each, in order.
fn all() -> Vec<Value> {
    vec![
        json!({"kind": "webhook", "id": "hook", "url": "https://crm.example/hook", "secret": "whsec_x"}),
        json!({"kind": "slack", "id": "slack", "url": "https://hooks.slack.com/services/T0/B0/abc", "signing_secret": "s", "mention": ["here", "U024BE7LH"]}),
        json!({"kind": "teams", "id": "teams", "url": "https://prod-1.japaneast.logic.azure.com:443/workflows/1?sig=x", "mention": ["a@shop.example"]}),
        json!({"kind": "chatwork", "id": "cw", "room": "123", "token": "t", "mention": ["all"], "task": ["42"]}),
        json!({"kind": "line_works", "id": "lw", "bot": "1", "to": "c", "client_id": "i", "client_secret": "s",
               "service_account": "a.serviceaccount@shop", "private_key": KEY}),
        json!({"kind": "email", "id": "mail", "to": ["desk@shop.example"]}),
        json!({"kind": "zendesk", "id": "zd", "subdomain": "shop", "email": "a@shop.example", "token": "t", "fields": {"order": 7}}),
        json!({"kind": "chatwoot", "id": "cwt", "url": "https://app.chatwoot.com", "inbox": "in"}),
    ]
}

fn faults(value: Value) -> Vec<String> {
    let mut faults = Faults::default();
    from_value::<Channel>(value).unwrap().check("c", true, &mut faults);
    told(faults.into_vec())
}

#[test]
fn each_kind_is_read_and_written_as_it_is_and_is_in_order() {
    for value in all() {
        let channel: Channel = from_value(value.clone()).unwrap();
        assert_eq!(channel.kind(), value["kind"]);
        assert_eq!(channel.id().as_str(), value["id"]);
        assert_eq!(serde_json::to_value(&channel).unwrap(), value);
        assert_eq!(faults(value), Vec::<String>::new());
    }
}

#[test]
fn no_secret_is_left_when_all_are_taken() {
    for value in all() {
        let mut channel: Channel = from_value(value.clone()).unwrap();
        let names: Vec<&str> = channel.secrets().into_iter().map(|(name, _)| name).collect();
        channel.secrets().into_iter().for_each(|(_, secret)| *secret = None);
        let mut bare = value.clone();
        names.iter().for_each(|name| drop(bare.as_object_mut().unwrap().remove(*name)));
        assert_eq!(serde_json::to_value(&channel).unwrap(), bare);
        let required = faults(bare);
        // Only a webhook's is judged elsewhere, and mail has the shop's account.
        assert_eq!(required.is_empty(), matches!(channel, Channel::Webhook(_) | Channel::Email(_)), "{required:?}");
        assert!(required.iter().all(|fault| fault.ends_with(" required")), "{required:?}");
    }
}

#[test]
fn what_no_service_would_take_is_told_at_its_field() {
    let with = |index: usize, name: &str, to: Value| {
        let mut value = all()[index].clone();
        value[name] = to;
        faults(value)
    };
    for bad in [
        "https://hooks.slack.com.evil.example/services/T/B/x",
        "http://hooks.slack.com/services/T/B/x",
        "https://hooks.slack.com/services/",
        "https://hooks.slack.com/services/a?b",
    ] {
        assert_eq!(with(1, "url", json!(bad)), ["c.url malformed"], "{bad}");
    }
    assert_eq!(with(1, "mention", json!(["here", "<!channel>"])), ["c.mention.1 malformed"]);
    for bad in ["https://evil.example/logic.azure.com", "https://a.logic.azure.com.evil.example/", "http://a.logic.azure.com/"] {
        assert_eq!(with(2, "url", json!(bad)), ["c.url malformed"], "{bad}");
    }
    assert_eq!(with(3, "room", json!("12/../13")), ["c.room malformed"]);
    assert_eq!(with(3, "task", json!(["all"])), ["c.task.0 malformed"]);
    for bad in ["a/b", "..", "."] {
        assert_eq!(with(4, "to", json!(bad)), ["c.to malformed"], "{bad}");
    }
    assert_eq!(with(4, "private_key", json!("-----BEGIN RSA PRIVATE KEY-----")), ["c.private_key malformed"]);
    assert_eq!(with(5, "to", json!([])), ["c.to out_of_range"]);
    assert_eq!(with(6, "subdomain", json!("shop.evil")), ["c.subdomain malformed"]);
    assert_eq!(with(6, "fields", json!({"colour": 7})), ["c.fields.colour unknown_key"]);
    assert_eq!(with(7, "inbox", json!("a/b")), ["c.inbox malformed"]);
    let quiet = json!({"quiet": {"from": "09:00", "until": "09:00"}});
    assert_eq!(with(1, "notices", quiet), ["c.notices.quiet malformed"]);
}

#[test]
fn mail_needs_an_account_to_be_sent_by() {
    let mut faults = Faults::default();
    from_value::<Channel>(all()[5].clone()).unwrap().check("c", false, &mut faults);
    assert_eq!(told(faults.into_vec()), ["mail required"]);
}

#[test]
fn an_account_for_sms_has_its_form() {
    let sms = |from: &str| {
        let mut faults = Faults::default();
        let value = json!({"service": "twilio", "account": format!("AC{}", "0".repeat(32)), "token": "t", "from": from});
        from_value::<Sms>(value).unwrap().check(&mut faults);
        told(faults.into_vec())
    };
    for good in ["+15005550006", "Komorebi", &format!("MG{}", "a".repeat(32))] {
        assert_eq!(sms(good), Vec::<String>::new(), "{good}");
    }
    for bad in ["", "09012345678", "木もれび", "TooLongAName", "+1", "123"] {
        assert_eq!(sms(bad), ["sms.from malformed"], "{bad}");
    }
}

/// What owners are told to write is taken.
#[test]
fn the_examples_for_owners_are_in_order() {
    let page = include_str!("../../../../www/install/channels.html");
    let examples: Vec<&str> =
        page.split("<code class=\"channel\">").skip(1).filter_map(|rest| rest.split_once("</code>")).map(|(example, _)| example).collect();
    for example in &examples {
        let value: Value = serde_json::from_slice(example.as_bytes()).unwrap();
        assert_eq!(faults(value), Vec::<String>::new(), "{example}");
    }
    // One for each kind but the webhook, which programmers connect, and one for rules.
    assert_eq!(examples.len(), 8);
}
