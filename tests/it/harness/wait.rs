//! Waiting for what must come to pass: until it does, never for a set time.

use std::time::{Duration, Instant};

/// Longer than anything takes, also on a busy machine and after a crash, when
/// deliveries wait a minute; a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(90);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(40);

/// Looks again and again until there is something. `what` completes the
/// sentence "waited in vain until …".
#[track_caller]
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "waited in vain until {what}");
        std::thread::sleep(PAUSE);
    }
}

/// As [`until`], for a plain condition.
#[track_caller]
pub fn until_true(what: &str, mut holds: impl FnMut() -> bool) {
    until(what, || holds().then_some(()));
}

/// As [`until`], for a value; tells what it was in the end.
#[track_caller]
pub fn until_equal(what: &str, wanted: &str, mut look: impl FnMut() -> String) {
    let end = Instant::now() + PATIENCE;
    loop {
        let found = look();
        if found == wanted {
            return;
        }
        assert!(Instant::now() < end, "waited in vain until {what} is {wanted:?}: it is {found:?}");
        std::thread::sleep(PAUSE);
    }
}

/// As [`until`], for an act that may have to be tried again; tells why it
/// failed in the end.
#[track_caller]
pub fn until_done<E: std::fmt::Display>(what: &str, mut act: impl FnMut() -> Result<(), E>) {
    let end = Instant::now() + PATIENCE;
    while let Err(error) = act() {
        assert!(Instant::now() < end, "waited in vain until {what}: {error}");
        std::thread::sleep(PAUSE);
    }
}
