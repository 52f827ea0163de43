//! What shoppers send about a ticket that they have: text as sent becomes a
//! value that can't be wrong.

use crate::fault::{Code, Fault, Faults};
use crate::field::Paragraph;
use crate::instant::Instant;
use crate::intake::Choice;
use serde::{Deserialize, Serialize};

/// The body that moves a call: `{"window": "asap"}`, or a window's start.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MoveDraft {
    /// `asap` or a moment, RFC 3339.
    #[serde(default)]
    pub window: String,
}

impl MoveDraft {
    /// The window that is meant. Whether it can be had is decided when the
    /// ticket is moved.
    pub fn check(&self) -> Result<Choice, Vec<Fault>> {
        let window = match self.window.trim() {
            "" => Err(Code::Required),
            "asap" => Ok(Choice::Asap),
            text => Instant::parse(text).map(Choice::Start).ok_or(Code::Malformed),
        };
        window.map_err(|code| vec![Fault::at("window", code)])
    }
}

/// How it went, from 1 (badly) to 5 (well).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("minimum" = 1, "maximum" = 5)))]
#[serde(try_from = "i64", into = "i64")]
pub struct Score(u8);

impl Score {
    /// Reads a score.
    pub fn new(score: i64) -> Result<Self, Code> {
        u8::try_from(score).ok().filter(|score| (1..=5).contains(score)).map(Self).ok_or(Code::OutOfRange)
    }

    /// The score as a number.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<i64> for Score {
    type Error = &'static str;
    fn try_from(score: i64) -> Result<Self, Self::Error> {
        Self::new(score).map_err(Code::as_str)
    }
}

impl From<Score> for i64 {
    fn from(score: Score) -> Self {
        Self::from(score.0)
    }
}

/// What a shopper says of how it went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rating {
    /// How it went.
    pub score: Score,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<Paragraph>,
}

/// The body that rates: `{"score": 4, "comment": "…"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RatingDraft {
    /// 1 to 5.
    #[serde(default)]
    pub score: Option<i64>,
    /// Free words, at most 1,000 characters.
    #[serde(default)]
    pub comment: String,
}

impl RatingDraft {
    /// The rating, or all that is wrong with it. Blank words are none.
    pub fn check(&self) -> Result<Rating, Vec<Fault>> {
        let mut faults = Faults::default();
        let score = faults.keep("score", self.score.ok_or(Code::Required).and_then(Score::new));
        let comment = match Paragraph::parse(&self.comment) {
            Err(Code::Required) => None,
            other => faults.keep("comment", other),
        };
        faults.or(score.map(|score| Rating { score, comment }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::PARAGRAPH_MAX;

    fn told(faults: Vec<Fault>) -> Vec<String> {
        faults.iter().map(|fault| [&fault.path, " ", fault.code.as_str()].concat()).collect()
    }

    #[test]
    fn a_window_by_its_start_or_as_soon_as_possible() {
        let moved = |window: &str| MoveDraft { window: window.into() }.check().map_err(told);
        assert_eq!(moved(" asap "), Ok(Choice::Asap));
        let start = Instant::parse("2026-11-24T06:00:00Z").unwrap();
        assert_eq!(moved("2026-11-24T15:00:00+09:00"), Ok(Choice::Start(start)));
        assert_eq!(moved(""), Err(vec!["window required".to_owned()]));
        assert_eq!(moved("soon"), Err(vec!["window malformed".to_owned()]));
    }

    #[test]
    fn ratings_from_one_to_five() {
        let rated = |score, comment: &str| RatingDraft { score, comment: comment.into() }.check().map_err(told);
        let good = rated(Some(5), " 助かりました ").unwrap();
        assert_eq!((good.score.get(), good.comment.as_ref().map(Paragraph::as_str)), (5, Some("助かりました")));
        assert_eq!(rated(Some(1), " \n").unwrap().comment, None);
        for bad in [0, 6, -1, i64::MAX, 257] {
            assert_eq!(rated(Some(bad), ""), Err(vec!["score out_of_range".to_owned()]), "{bad}");
        }
        let faults = rated(None, &"あ".repeat(PARAGRAPH_MAX + 1)).unwrap_err();
        assert_eq!(faults, ["score required", "comment too_long"]);
        assert!(serde_json::from_str::<Rating>(r#"{"score": 0}"#).is_err());
    }
}
