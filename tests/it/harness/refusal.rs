//! The one shape in which everything is refused.

use serde_json::Value;
use xtask::seed::Answer;

/// Asserts a refusal in the one error shape, and gives back its `error`.
#[track_caller]
pub fn refused(answer: &Answer, status: u16, code: &str) -> Value {
    assert_eq!(answer.status, status, "{}", answer.text);
    let body = answer.json().unwrap();
    let error = &body["error"];
    assert_eq!(error["code"], code, "{body}");
    assert!(error["message"].as_str().is_some_and(|message| !message.is_empty()), "{body}");
    assert_eq!(body.as_object().unwrap().len(), 1, "{body}");
    let known = ["code", "message", "faults", "windows", "retry_after"];
    assert!(error.as_object().unwrap().keys().all(|name| known.contains(&name.as_str())), "{body}");
    error.clone()
}

/// The faults of a refusal as `path code`, with the hint in brackets if there
/// is one, in order.
pub fn faults(error: &Value) -> Vec<String> {
    let fault = |fault: &Value| {
        let hint = fault["hint"].as_str().map(|hint| format!(" ({hint})")).unwrap_or_default();
        format!("{} {}{hint}", fault["path"].as_str().unwrap(), fault["code"].as_str().unwrap())
    };
    error["faults"].as_array().unwrap().iter().map(fault).collect()
}
