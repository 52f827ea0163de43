//! Waiting for time.

use futures_util::FutureExt;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;
use worker::Delay;

/// Ready after so many milliseconds. Dropped before, it leaves nothing behind.
pub fn delay(ms: i64) -> Delay {
    // JavaScript's timers count in 31 bits; none here is that long.
    Delay::from(Duration::from_millis(ms.clamp(0, i64::from(i32::MAX)).unsigned_abs()))
}

/// What `work` comes to, or none if it takes longer. It is dropped then.
pub async fn within<F: Future>(ms: i64, work: F) -> Option<F::Output> {
    let (mut work, mut delay) = (pin!(work), delay(ms));
    poll_fn(|cx| match work.as_mut().poll(cx) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => delay.poll_unpin(cx).map(|()| None),
    })
    .await
}
