//! What would make it right.

use super::{parsed_text, worded};
use crate::fault::Code;
use serde::{Deserialize, Serialize};

/// The solution that the shopper wishes for (交換, 返金, 不足分の送付 …): one line
/// of at most [`LINE_MAX`](super::LINE_MAX) characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("minLength" = 1, "maxLength" = super::LINE_MAX)))]
#[serde(try_from = "String", into = "String")]
pub struct Solution(String);

parsed_text!(Solution);

impl Solution {
    /// Line breaks become spaces. A text with neither letter nor digit is
    /// [`Code::Malformed`].
    pub fn parse(text: &str) -> Result<Self, Code> {
        worded(text).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_something() {
        assert_eq!(Solution::parse("交換\r\nまたは返金").map(String::from), Ok("交換 または返金".into()));
        assert_eq!(Solution::parse(" "), Err(Code::Required));
        assert_eq!(Solution::parse("――"), Err(Code::Malformed));
        assert_eq!(Solution::parse(&"あ".repeat(60_000)), Err(Code::TooLong));
    }
}
