//! A talk in steps: what is said, what may be answered, where that leads.
//!
//! A shop writes it as data: in an answer, where shoppers go through it by
//! themselves, a question at a time. It is a list of steps of which the first
//! begins, and each choice leads to one further down; so there is no loop, and
//! whoever writes it reads it in the order in which it is gone through.

use crate::fault::{Code, Faults};
use crate::field::{EntryId, Solution, Symptom, sized};
use crate::topic::Topic;
use serde::{Deserialize, Serialize};

/// A step: it asks, or it ends the talk. Of `choices`, `solved` and `request`
/// there is exactly one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ScriptStep"))]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// `a-z`, `0-9` and `-`; its own among the steps.
    pub id: String,
    /// What is said, in the form of an answer's text.
    pub text: String,
    /// What can be answered, in the order shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// The end: that was it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub solved: bool,
    /// The end: a person has to look at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Ask>,
}

/// One of the answers to a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ScriptChoice"))]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its words.
    pub label: String,
    /// The id of the step that follows, which stands further down.
    pub to: String,
}

/// A request that is filled in as far as the talk tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ScriptRequest"))]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// What it is about.
    pub topic: Topic,
    /// What is wrong.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub symptom: String,
    /// What would make it right.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub solution: String,
}

/// The step to which these choices lead from the first, each by its place among
/// its step's, with their words; none if there are no such choices.
pub fn walk<'a>(steps: &'a [Step], chosen: &[usize]) -> Option<(&'a Step, Vec<&'a str>)> {
    let (mut step, mut words) = (steps.first()?, Vec::new());
    for place in chosen {
        let choice = step.choices.get(*place)?;
        words.push(choice.label.as_str());
        step = steps.iter().find(|next| next.id == choice.to)?;
    }
    Some((step, words))
}

fn is_false(value: &bool) -> bool {
    !value
}

/// The most steps of one talk.
pub const STEPS_MAX: usize = 40;
/// The most choices of one step.
const CHOICES_MAX: usize = 8;
/// The most choices that are made from the first step to an end.
pub const CHOSEN_MAX: usize = 10;
/// Longest text of a step, in characters.
const TEXT_MAX: usize = 2_000;
/// Longest choice, in characters.
pub const LABEL_MAX: usize = 80;

/// Notes all that is wrong with a talk whose steps stand at `path`:
///
/// | at | code | what |
/// | --- | --- | --- |
/// | the steps | `out_of_range` | more than [`STEPS_MAX`], or more than [`CHOSEN_MAX`] choices in a row |
/// | `id` | `malformed`, `duplicate` | |
/// | `id` | `not_offered` | no choice leads there |
/// | `text`, `label` | `required`, `too_long` | |
/// | `choices` | `required` | a dead end |
/// | `choices` | `duplicate` | an end that asks on, or two ends |
/// | `to` | `unknown` | no such step |
/// | `to` | `out_of_range` | the step doesn't stand further down: a loop |
/// | `request.symptom`, `request.solution` | as in a draft | |
pub fn check(path: &str, steps: &[Step], faults: &mut Faults) {
    if steps.len() > STEPS_MAX {
        faults.add_within(path.to_owned(), Code::OutOfRange);
        return;
    }
    let ids: Vec<&str> = steps.iter().map(|step| &*step.id).collect();
    // How many choices lead to each step at most; none: nothing does.
    let mut chosen: Vec<Option<usize>> = steps.iter().enumerate().map(|(at, _)| (at == 0).then_some(0)).collect();
    for (at, step) in steps.iter().enumerate() {
        let here = [path, ".", &at.to_string(), "."].concat();
        let mut fault = |name: &str, code| faults.add_within([&*here, name].concat(), code);
        if EntryId::parse(&step.id).is_err() {
            fault("id", Code::Malformed);
        }
        if ids.iter().take(at).any(|other| *other == step.id) {
            fault("id", Code::Duplicate);
        }
        let before = chosen.get(at).copied().flatten();
        if before.is_none() {
            fault("id", Code::NotOffered);
        }
        if let Err(code) = sized(&step.text, TEXT_MAX) {
            fault("text", code);
        }
        match usize::from(!step.choices.is_empty()) + usize::from(step.solved) + usize::from(step.request.is_some()) {
            0 => fault("choices", Code::Required),
            1 => {}
            _ => fault("choices", Code::Duplicate),
        }
        if step.choices.len() > CHOICES_MAX {
            fault("choices", Code::OutOfRange);
            continue;
        }
        if let Some(ask) = &step.request {
            let symptom = if ask.symptom.is_empty() { Ok(()) } else { Symptom::parse(&ask.symptom).map(drop) };
            let solution = if ask.solution.is_empty() { Ok(()) } else { Solution::parse(&ask.solution).map(drop) };
            for (name, judged) in [("request.symptom", symptom), ("request.solution", solution)] {
                if let Err(code) = judged {
                    fault(name, code);
                }
            }
        }
        for (number, choice) in step.choices.iter().enumerate() {
            let at_choice = [&*here, "choices.", &number.to_string()].concat();
            if let Err(code) = sized(&choice.label, LABEL_MAX) {
                faults.add_within([&*at_choice, ".label"].concat(), code);
            }
            let to = [&*at_choice, ".to"].concat();
            match ids.iter().position(|id| *id == choice.to) {
                None => faults.add_within(to, Code::Unknown),
                Some(next) if next <= at => faults.add_within(to, Code::OutOfRange),
                Some(next) => {
                    if let Some(slot) = chosen.get_mut(next) {
                        *slot = (*slot).max(before.map(|before| before + 1));
                    }
                }
            }
        }
    }
    if chosen.into_iter().flatten().any(|chosen| chosen > CHOSEN_MAX) {
        faults.add_within(path.to_owned(), Code::OutOfRange);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn faults(steps: Value) -> Vec<String> {
        let steps: Vec<Step> = serde_json::from_value(steps).unwrap();
        let mut faults = Faults::default();
        check("steps", &steps, &mut faults);
        crate::settings::told(faults.into_vec())
    }

    fn asking(id: &str, to: &[&str]) -> Value {
        json!({"id": id, "text": "?", "choices": to.iter().map(|to| json!({"label": "はい", "to": to})).collect::<Vec<_>>()})
    }

    fn end(id: &str) -> Value {
        json!({"id": id, "text": "。", "solved": true})
    }

    #[test]
    fn a_talk_that_always_ends_is_in_order() {
        assert_eq!(faults(json!([])), [""; 0]);
        let call = json!({"id": "call", "text": "。", "request": {"topic": "defect", "symptom": "電源が入らない"}});
        assert_eq!(faults(json!([asking("a", &["b", "call"]), asking("b", &["end", "call"]), end("end"), call])), [""; 0]);
    }

    #[test]
    fn each_fault_is_told_where_it_is() {
        for (steps, told) in [
            (json!([asking("a", &["b"])]), &["steps.0.choices.0.to unknown"][..]),
            (json!([asking("a", &["a", "b"]), end("b")]), &["steps.0.choices.0.to out_of_range"]),
            (json!([asking("a", &["b"]), asking("b", &["c", "a"]), end("c")]), &["steps.1.choices.1.to out_of_range"]),
            (json!([end("a"), end("b")]), &["steps.1.id not_offered"]),
            // What only a step leads to that nothing leads to can't be come to.
            (json!([end("a"), asking("b", &["c"]), end("c")]), &["steps.1.id not_offered", "steps.2.id not_offered"]),
            (json!([{"id": "a", "text": "。"}]), &["steps.0.choices required"]),
            (json!([{"id": "a", "text": "。", "solved": true, "request": {"topic": "gift"}}]), &["steps.0.choices duplicate"]),
            (json!([asking("a", &["b"]), end("b"), end("b")]), &["steps.2.id duplicate", "steps.2.id not_offered"]),
            (json!([asking("a", &["b"; 9]), end("b")]), &["steps.0.choices out_of_range", "steps.1.id not_offered"]),
            (
                json!([{"id": "A", "text": " ", "choices": [{"label": "", "to": "b"}]}, end("b")]),
                &["steps.0.id malformed", "steps.0.text required", "steps.0.choices.0.label required"],
            ),
            (
                json!([{"id": "a", "text": "。", "request": {"topic": "defect", "symptom": "…", "solution": "あ".repeat(201)}}]),
                &["steps.0.request.symptom malformed", "steps.0.request.solution too_long"],
            ),
        ] {
            assert_eq!(faults(steps.clone()), told, "{steps}");
        }
    }

    #[test]
    fn choices_lead_from_step_to_step() {
        let steps: Vec<Step> = serde_json::from_value(json!([asking("a", &["b", "c"]), asking("b", &["c"]), end("c")])).unwrap();
        let at = |chosen: &[usize]| walk(&steps, chosen).map(|(step, words)| (step.id.as_str(), words.len()));
        assert_eq!([at(&[]), at(&[0]), at(&[1]), at(&[0, 0])], [Some(("a", 0)), Some(("b", 1)), Some(("c", 1)), Some(("c", 2))]);
        assert_eq!([at(&[2]), at(&[0, 1]), at(&[1, 0]), walk(&[], &[]).map(|_| ("", 0))], [None; 4]);
    }

    #[test]
    fn it_is_neither_long_nor_deep() {
        let row = |many: usize| -> Value {
            let steps = (0..many).map(|n| asking(&n.to_string(), &[&*(n + 1).to_string()]));
            steps.chain([end(&many.to_string())]).collect()
        };
        assert_eq!(faults(row(CHOSEN_MAX)), [""; 0]);
        assert_eq!(faults(row(CHOSEN_MAX + 1)), ["steps out_of_range"]);
        assert_eq!(faults(row(STEPS_MAX)), ["steps out_of_range"]);
        // A short way to a step that a long one leads to, too.
        let mut both = row(CHOSEN_MAX);
        both.as_array_mut().unwrap().insert(0, asking("first", &["0", &CHOSEN_MAX.to_string()]));
        assert_eq!(faults(both), ["steps out_of_range"]);
    }
}
