//! For tests: a channel is walked through its steps, as `drive.rs` would, by a
//! service that answers as the test says, with a memory that outlives a try.

use crate::delivery::Outcome;
use crate::delivery::specimen::{Post, answer};
use crate::delivery::step::{Ask, Speaks, Step};
use std::collections::BTreeMap;

/// What a channel has kept.
#[derive(Default)]
pub struct Walk {
    /// By its key.
    pub memory: BTreeMap<String, String>,
}

/// What came of one try.
pub struct Walked {
    /// All that was asked.
    pub asked: Vec<Ask>,
    /// How it ended; none if it was cut off.
    pub outcome: Option<Outcome>,
}

impl Walk {
    /// One try. The service answers a call with a status and a body; with
    /// status 0 the try is cut off there, whether or not the call was done.
    pub fn go(&mut self, channel: &dyn Speaks, post: &Post, mut service: impl FnMut(&Ask) -> (u16, String)) -> Walked {
        let (mut asked, mut heard) = (vec![], None);
        loop {
            let memory = self.memory.clone();
            let next = channel.next(&post.letter(), &|key| memory.get(key).cloned(), heard.as_ref());
            for kept in next.keep {
                assert!(
                    ["山田", "090", "hanako"].iter().all(|person| !kept.key.contains(person) && !kept.value.contains(person)),
                    "{kept:?}"
                );
                if kept.value.is_empty() {
                    self.memory.remove(&kept.key)
                } else {
                    self.memory.insert(kept.key, kept.value)
                };
            }
            match next.step {
                Step::Done(outcome) => return Walked { asked, outcome: Some(outcome) },
                Step::Ask(ask) => {
                    let (status, body) = service(&ask);
                    heard = Some(answer(ask.name, status, &body));
                    asked.push(ask);
                    if status == 0 {
                        return Walked { asked, outcome: None };
                    }
                }
                Step::Sign { .. } => panic!("nothing is signed"),
            }
            assert!(asked.len() <= 10, "more steps than a try has");
        }
    }
}

impl Walked {
    /// The names of what was asked, one after the other.
    pub fn names(&self) -> Vec<&'static str> {
        self.asked.iter().map(|ask| ask.name).collect()
    }

    /// The body of the first call of this name.
    #[track_caller]
    pub fn body(&self, name: &str) -> serde_json::Value {
        let ask = self.asked.iter().find(|ask| ask.name == name).unwrap_or_else(|| panic!("{name} among {:?}", self.names()));
        serde_json::from_slice(ask.body.as_bytes()).unwrap()
    }

    /// Why it failed; empty if it arrived.
    pub fn reason(&self) -> &str {
        self.outcome.as_ref().unwrap().reason()
    }
}
