//! How many tries may be under way at once, so that no channel's trouble holds
//! up another. The platform lets an object have six connections open: five
//! webhooks that begin to hang at the same instant hold up a sixth, once, until
//! their first time-out.

use super::DESK;
use super::channel::Health;

/// Webhooks that are being called; the built-in desk has a place besides.
const WEBHOOKS: usize = 5;
/// Of these, channels whose last try failed: the rest is for those that do well.
const DOUBTFUL: usize = 3;
/// On one channel.
const CHANNEL: usize = 2;
/// On the built-in desk, an object beside this one.
const AT_DESK: usize = 6;
/// From so many on the rest is for channels that have none.
const SHARED: usize = 3;

/// Where no more may be begun now.
#[derive(Debug, PartialEq, Eq)]
pub struct Full<'a> {
    /// These channels are full.
    pub channels: Vec<&'a str>,
    /// All are, but for the desk.
    pub all_webhooks: bool,
}

impl Full<'_> {
    /// Whether a try on this channel has to wait.
    pub fn holds(&self, channel: &str) -> bool {
        (self.all_webhooks && channel != DESK) || self.channels.contains(&channel)
    }
}

/// Judges by what is under way, a channel's name for each try, and by how the
/// channels do. Who did badly the last time is tried one at a time.
pub fn full<'a>(under_way: &'a [String], healths: &'a [Health]) -> Full<'a> {
    let doubtful = |id: &str| healths.iter().any(|health| health.id == id && health.is_doubtful());
    let webhooks = under_way.iter().filter(|id| *id != DESK);
    let crowded = webhooks.clone().filter(|id| doubtful(id)).count() >= DOUBTFUL;
    let scarce = webhooks.clone().count() >= SHARED;
    let most = |id: &str| match id {
        id if doubtful(id) => 1,
        DESK => AT_DESK,
        _ if scarce => 1,
        _ => CHANNEL,
    };
    let mut channels: Vec<&str> =
        under_way.iter().map(String::as_str).filter(|id| under_way.iter().filter(|other| other == id).count() >= most(id)).collect();
    if crowded {
        channels.extend(healths.iter().filter(|health| health.is_doubtful() && health.id != DESK).map(|health| health.id.as_str()));
    }
    Full { channels, all_webhooks: webhooks.count() >= WEBHOOKS }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(list: &[&str]) -> Vec<String> {
        list.iter().map(|id| (*id).to_owned()).collect()
    }

    fn failing(list: &[&str]) -> Vec<Health> {
        list.iter().map(|id| Health { failures: 1, ..Health::good(id) }).collect()
    }

    #[test]
    fn a_channel_has_two_places_the_desk_six_and_one_in_doubt_has_one() {
        let (a, healths) = (ids(&["a"]), failing(&["b"]));
        assert_eq!(full(&a, &healths).channels, Vec::<&str>::new());
        assert_eq!(full(&ids(&["a", "a"]), &[]).channels, ["a", "a"]);
        assert_eq!(full(&ids(&["b"]), &healths).channels, ["b"]);
        assert_eq!(full(&ids(&[DESK; 5]), &[]).channels, Vec::<&str>::new());
        assert_eq!(full(&ids(&[DESK; 6]), &[]).channels, [DESK; 6]);
        assert_eq!(full(&ids(&[DESK]), &failing(&[DESK])).channels, [DESK]);
    }

    #[test]
    fn the_last_places_are_for_channels_that_have_none() {
        let three = ids(&["a", "a", "b", DESK]);
        assert_eq!(full(&three, &[]).channels, ["a", "a", "b"]);
        assert!(!full(&three, &[]).all_webhooks);
        assert_eq!(full(&ids(&["a", "b"]), &[]).channels, Vec::<&str>::new());
    }

    #[test]
    fn however_many_hang_a_healthy_one_and_the_desk_find_a_place() {
        let (hanging, healths) = (ids(&["a", "b", "c"]), failing(&["a", "b", "c", "d", DESK]));
        let now = full(&hanging, &healths);
        assert!(now.channels.contains(&"d") && !now.channels.contains(&"well") && !now.channels.contains(&DESK) && !now.all_webhooks);
        let five = ids(&["a", "b", "c", "well", "well"]);
        assert!(full(&five, &healths).all_webhooks);
        assert!(!full(&five, &healths).channels.contains(&DESK));
        assert!(!full(&ids(&[DESK, DESK, "a", "b", "c", "d"]), &[]).all_webhooks, "the desk takes none of theirs");
    }
}
