//! An answer of the order policy in words.

use super::{Answer, Condition, Payer, Reason};
use crate::instant::Instant;
use crate::notice::Texts;

/// Says an answer in the words of `texts`, a sentence or two, then a line each
/// for the goods' condition and the postage. `time` writes a moment, by
/// whatever clocks and in whatever form its reader is used to.
///
/// The texts are `policy.<reason>`, in which `{want}`, `{fee}`, `{until}` and
/// `{days}` are filled in.
pub fn words(answer: &Answer, texts: &Texts, time: &dyn Fn(Instant) -> String) -> String {
    let word = |key: &str| texts.get(key).cloned().unwrap_or_else(|| key.to_owned());
    let fee = match answer.fee {
        Some(fee) if fee.amount > 0 => word("policy.fee").replace("{fee}", &fee.words(texts)),
        _ => word("policy.free"),
    };
    // A day ends at 23:59 to people, not at 0:00 of the next.
    let until = answer.until.map(|until| if answer.reason == Reason::WithinDays { until.plus_seconds(-1) } else { until });
    let mut said = word(&["policy.", answer.reason.as_str()].concat())
        .replace("{want}", &word(&["policy.want.", answer.want.as_str()].concat()))
        .replace("{fee}", &fee)
        .replace("{until}", &until.map(time).unwrap_or_default())
        .replace("{days}", &answer.days.unwrap_or_default().to_string());
    let condition = match answer.condition {
        Some(Condition::Unused) => Some("policy.unused"),
        Some(Condition::Unopened) => Some("policy.unopened"),
        Some(Condition::Any) | None => None,
    };
    let postage = answer.postage.map(|payer| match payer {
        Payer::Customer => "policy.postage_customer",
        Payer::Shop => "policy.postage_shop",
    });
    for key in [condition, postage].into_iter().flatten() {
        said.push('\n');
        said.push_str(&word(key));
    }
    said
}
